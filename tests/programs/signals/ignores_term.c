// Ignores SIGTERM and SIGHUP, and so does its child: only SIGKILL ends them.
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char** argv) {
  (void)argv;
  signal(SIGTERM, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  const pid_t child = fork();
  if (child == 0)
    for (;;) pause();
  kill(child, SIGTERM);
  dprintf(1, "ready\n");
  if (argc == 1)
    for (;;) pause();
  int status = 0;  // with an argument: the end comes from here
  kill(child, SIGKILL);
  waitpid(child, &status, 0);
  dprintf(1, "the child: signal %d\n", WTERMSIG(status));
  return 0;
}
