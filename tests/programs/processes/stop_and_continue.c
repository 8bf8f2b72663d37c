// Stops a child and lets it go on; the parent's waits tell of both.
#include <err.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t continued = 0;
static void on_continue(int signal) {
  continued = signal;
}

int main(void) {
  int go[2];
  if (pipe(go) < 0) err(1, "pipe");
  const pid_t child = fork();
  if (child == 0) {
    char byte;
    signal(SIGCONT, on_continue);
    raise(SIGSTOP);
    dprintf(1, "child: going on\n");
    if (read(go[0], &byte, 1) != 1) _exit(1);
    _exit(continued == SIGCONT ? 6 : 1);
  }
  int status = 0;
  waitpid(child, &status, WUNTRACED);
  dprintf(1, "parent: stopped by %d\n", WIFSTOPPED(status) ? WSTOPSIG(status) : 0);
  kill(child, SIGCONT);
  waitpid(child, &status, WCONTINUED);
  const int told = WIFCONTINUED(status);
  if (write(go[1], "g", 1) != 1) err(1, "write");
  waitpid(child, &status, 0);
  dprintf(1, "parent: continued %d, ended with %d\n", told, WEXITSTATUS(status));
  return 0;
}
