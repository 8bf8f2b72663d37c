// A child whose parent ends first gets another parent, and goes on.
#include <err.h>
#include <sched.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int alive[2];
  if (pipe(alive) < 0) err(1, "pipe");
  if (fork() == 0) {
    const pid_t parent = getpid();
    if (fork() == 0) {
      while (getppid() == parent) sched_yield();
      dprintf(1, "the grandchild has another parent now\n");
      _exit(0);
    }
    dprintf(1, "the child ends first\n");
    _exit(0);
  }
  close(alive[1]);
  wait(NULL);
  char none;
  const ssize_t count = read(alive[0], &none, 1);  // the end, once the grandchild is gone
  dprintf(1, "read %zd: nobody is left\n", count);
  return 0;
}
