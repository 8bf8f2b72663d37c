/* Wrong: blocked too late. */
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
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGUSR1);
    sigprocmask(SIG_BLOCK, &signals, NULL);
    int number;
    sigwait(&signals, &number);
    printf("awake\n");
    return 0;
  }
  kill(child, SIGUSR1);
  waitpid(child, NULL, 0);
  printf("done\n");
  return 0;
}
