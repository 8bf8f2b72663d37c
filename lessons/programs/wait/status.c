// A parent learns how its child has ended: by itself, or by a signal.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 0);

  // The first child ends by itself, and leaves a number: its exit
  // status.
  pid_t child = fork();
  if (child == 0) exit(3);

  // wait() returns once the child has ended, and tells how.
  int status = 0;
  if (wait(&status) != child) return 1;

  // The status is no plain number: macros take it apart.
  if (WIFEXITED(status))
    printf("it exited with %d\n", WEXITSTATUS(status));

  // The second child waits for a signal that nobody handles.
  child = fork();
  if (child == 0) {
    pause();
    exit(0);
  }

  // SIGTERM ends it: it does not come to its own exit() any more.
  kill(child, SIGTERM);
  if (wait(&status) != child) return 1;

  // So there is no exit status now, but the number of a signal.
  if (WIFSIGNALED(status))
    printf("it was killed by signal %d\n", WTERMSIG(status));
  return 0;
}
