/* Wrong: a flag, looked at before the pause. */
/* Seen: nothing -> deadlock */
/* A child that waits for a signal. */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t is_awake;
static void wake(int number) { is_awake = number; }

int main(void) {
  setlinebuf(stdout);
  signal(SIGUSR1, wake);
  pid_t child = fork();
  if (child == 0) {
    if (!is_awake) pause();
    printf("awake\n");
    return 0;
  }
  kill(child, SIGUSR1);
  waitpid(child, NULL, 0);
  printf("done\n");
  return 0;
}
