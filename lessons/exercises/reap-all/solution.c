/* The ends of children are handled as they come. */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t reaped;

static void on_end(int number) {
  (void)number;
  while (waitpid(-1, NULL, WNOHANG) > 0) ++reaped;
}

int main(void) {
  setlinebuf(stdout);
  sigset_t ends, before;
  sigemptyset(&ends);
  sigaddset(&ends, SIGCHLD);
  sigprocmask(SIG_BLOCK, &ends, &before);
  signal(SIGCHLD, on_end);
  for (int child = 0; child < 2; ++child) {
    if (fork() == 0) {
      printf("works\n");
      return 0;
    }
  }
  while (reaped < 2) sigsuspend(&before);
  printf("done\n");
  return 0;
}
