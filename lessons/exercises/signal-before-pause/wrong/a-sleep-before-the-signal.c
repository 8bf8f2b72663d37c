/* Wrong: a sleep before the signal. */
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
  sleep(1);
  kill(child, SIGUSR1);
  waitpid(child, NULL, 0);
  printf("done\n");
  return 0;
}
