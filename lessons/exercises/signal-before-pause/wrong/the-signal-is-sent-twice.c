/* Wrong: the signal is sent twice. */
/* Seen: nothing -> deadlock */
/* A child that waits for a signal. */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void wake(int number) { (void)number; }

int main(void) {
  setlinebuf(stdout);
  signal(SIGUSR1, wake);
  pid_t child = fork();
  if (child == 0) {
    pause();
    printf("awake\n");
    return 0;
  }
  kill(child, SIGUSR1);
  kill(child, SIGUSR1);
  waitpid(child, NULL, 0);
  printf("done\n");
  return 0;
}
