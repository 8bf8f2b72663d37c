// In a PID namespace of its own a child is process 1, and its children count from 2.
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int be_first(void) {
  int said[2];
  char byte;
  if (pipe(said) < 0) return 1;
  dprintf(1, "first: %d, parent %d\n", getpid(), getppid());
  const pid_t child = fork();
  if (child == 0) {
    dprintf(1, "second: %d, parent %d\n", getpid(), getppid());
    if (write(said[1], "s", 1) != 1) _exit(1);
    for (;;) pause();
  }
  if (read(said[0], &byte, 1) != 1) return 1;
  int status = 0;
  const pid_t other = fork();
  if (other == 0) _exit(5);
  waitpid(other, &status, 0);
  dprintf(1, "reaped %d: exit %d\n", other, WEXITSTATUS(status));
  kill(child, SIGKILL);
  dprintf(1, "reaped %d: ", wait(&status));
  dprintf(1, "signal %d\n", WTERMSIG(status));
  return 6;
}

int main(void) {
  if (unshare(CLONE_NEWUSER | CLONE_NEWPID) < 0)
    return dprintf(1, "no namespace: %s\n", strerror(errno)) < 0;
  if (fork() == 0) _exit(be_first());
  int status = 0;
  wait(&status);
  return WEXITSTATUS(status);
}
