// An orphan is a child whose parent has ended: somebody adopts it.
#include <err.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  // As a rule process 1 adopts all orphans. A process may ask to adopt
  // those among its descendants: session managers do, and so does this
  // process.
  const pid_t first = getpid();
  int gate[2];
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  if (pipe(gate) < 0) err(1, "pipe");

  // A child and a grandchild. The child does not wait: it ends.
  const pid_t child = fork();
  if (child < 0) err(1, "fork");
  if (child == 0) {
    const pid_t grandchild = fork();
    if (grandchild < 0) err(1, "fork");
    if (grandchild > 0) _exit(0);

    // The grandchild waits here for a byte from the first process.
    char byte;
    read(gate[0], &byte, 1);

    // An orphan goes on as before. Only its parent has changed.
    dprintf(1, "orphan: my parent is %s\n",
            getppid() == first ? "the first process" : "another");
    _exit(0);
  }

  // Now the child is gone, and the grandchild is an orphan.
  waitpid(child, NULL, 0);
  dprintf(1, "the child has ended\n");

  // This byte lets the orphan go on.
  write(gate[1], "x", 1);

  // A process has to wait for what it adopts, too, or that would stay a
  // zombie. So wait() returns here for a process that this one has
  // never made.
  if (wait(NULL) > 0) dprintf(1, "the first process reaped it\n");
  return 0;
}
