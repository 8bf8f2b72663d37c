// A daemon: fork, a session of its own, fork again; its word comes back through a pipe.
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void be_a_daemon(int report) {
  umask(027);
  if (chdir("/") < 0) _exit(1);
  const int null = open("/dev/null", O_RDWR);
  for (int fd = 0; fd < 3; ++fd) dup2(null, fd);
  dprintf(1, "nobody sees this\n");
  dprintf(report, "leader of its session: %s\n", getsid(0) == getpid() ? "yes" : "no");
  dprintf(report, "a terminal: %s\n", open("/dev/tty", O_RDWR) < 0 ? "none" : "yes");
  _exit(0);
}

int main(void) {
  int report[2];
  if (pipe(report) < 0) err(1, "pipe");
  if (fork() == 0) {
    if (setsid() < 0) _exit(1);
    if (fork() == 0) be_a_daemon(report[1]);
    _exit(0);
  }
  close(report[1]);
  int status = 0;
  wait(&status);
  char line[100];
  FILE* reports = fdopen(report[0], "r");
  while (reports && fgets(line, sizeof line, reports)) dprintf(1, "daemon: %s", line);
  dprintf(1, "status %d\n", WEXITSTATUS(status));
  return 0;
}
