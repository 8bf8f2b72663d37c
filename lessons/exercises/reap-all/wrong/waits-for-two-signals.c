/* Wrong: waits for two signals. */
/* Seen: child-1: works | child-2: works -> deadlock */
/* The ends of children are handled as they come. */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t came;

static void on_end(int number) {
  (void)number;
  waitpid(-1, NULL, WNOHANG);
  ++came;
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
  while (came < 2) sigsuspend(&before);
  sleep(1);
  printf("done\n");
  return 0;
}
