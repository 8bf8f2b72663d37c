/* Wrong: it does not wait at all. */
/* Refused: The parent still wakes the child with a signal. */
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
    printf("awake\n");
    return 0;
  }
  waitpid(child, NULL, 0);
  printf("done\n");
  return 0;
}
