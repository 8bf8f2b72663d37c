// Every way to wait: for any, for one, for a group, without waiting, without reaping.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t child(int code) {
  const pid_t pid = fork();
  if (pid == 0) _exit(code);
  return pid;
}

int main(void) {
  int status = 0;
  siginfo_t info;
  struct rusage usage;
  child(1);
  wait(&status);
  dprintf(1, "wait: %d\n", WEXITSTATUS(status));
  const pid_t first = child(2), second = child(3);
  waitpid(second, &status, 0);
  dprintf(1, "waitpid: %d\n", WEXITSTATUS(status));
  wait4(first, &status, 0, &usage);
  dprintf(1, "wait4: %d\n", WEXITSTATUS(status));
  child(4);
  waitid(P_PGID, (id_t)getpgrp(), &info, WEXITED | WNOWAIT);
  dprintf(1, "waitid, left: %d\n", info.si_status);
  waitid(P_ALL, 0, &info, WEXITED);
  dprintf(1, "waitid, taken: %d, %s\n", info.si_status, info.si_code == CLD_EXITED ? "exit" : "?");
  const pid_t asleep = fork();
  if (asleep == 0)
    for (;;) pause();
  dprintf(1, "not yet: %d\n", waitpid(asleep, &status, WNOHANG));
  kill(asleep, SIGKILL);
  waitpid(0, &status, 0);
  dprintf(1, "killed: %d\n", WTERMSIG(status));
  dprintf(1, "none left: %s\n", wait(&status) < 0 ? strerror(errno) : "one");
  return 0;
}
