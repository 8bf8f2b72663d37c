// wait() takes the child that ends first, waitpid() the one you name.
#include <err.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t start(const char* name) {
  // Each child says that it is done, and ends.
  const pid_t child = fork();
  if (child < 0) err(1, "fork");
  if (child > 0) return child;
  dprintf(1, "%s is done\n", name);
  _exit(0);
}

int main(void) {
  // Two children that have nothing to do with each other.
  const pid_t ann = start("ann");
  start("ben");

  // wait() returns for either of them, and says who it was.
  const pid_t ended = wait(NULL);
  dprintf(1, "wait() gave me %s\n", ended == ann ? "ann" : "ben");
  wait(NULL);

  // Two more.
  const pid_t cid = start("cid");
  start("dan");

  // waitpid() waits for cid. Dan may have ended long ago: he stays a
  // zombie until it is his turn.
  waitpid(cid, NULL, 0);
  dprintf(1, "waitpid() gave me cid\n");
  wait(NULL);
  return 0;
}
