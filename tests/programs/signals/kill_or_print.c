// A parent kills its child, which is about to print: the line comes, or it does not.
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const pid_t child = fork();
  if (child == 0) {
    dprintf(1, "child: here\n");
    _exit(0);
  }
  kill(child, SIGTERM);
  int status = 0;
  waitpid(child, &status, 0);
  dprintf(1, "parent: %s\n", WIFSIGNALED(status) ? "killed it" : "too late");
  return 0;
}
