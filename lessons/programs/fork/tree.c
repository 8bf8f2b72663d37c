// One line with three forks makes five processes.
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const pid_t first = getpid();

  // fork() gives the parent a PID, which counts as true, and gives the
  // child 0, which counts as false. What follows `&&` runs only after a
  // true, and what follows `||` only after a false. So the second fork
  // is for the parent alone. The third is for both children: to each of
  // them a fork has given 0.
  const int answer = (fork() && fork()) || fork();

  // Each process comes here once, with an answer of its own.
  dprintf(1, "here is a process, with %s\n", answer ? "true" : "false");

  // Count the tree from its leaves: each process waits for its own
  // children, and adds itself. The exit status takes the number up to
  // the parent. It is one byte wide, and that is enough here.
  int processes = 1, status;
  while (wait(&status) > 0) processes += WEXITSTATUS(status);
  if (getpid() != first) _exit(processes);

  // The first process is the root of the tree, so its sum is all.
  dprintf(1, "together: %d processes\n", processes);
  return 0;
}
