// A shell runs a command by fork, exec and wait.
#include <err.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void run(char* const command[]) {
  // fork: somebody has to stay a shell, so the shell makes a copy of
  // itself, and the copy will be the command.
  const pid_t child = fork();
  if (child < 0) err(1, "fork");

  if (child == 0) {
    // exec: the child runs the command. If there is no such command it
    // ends with 127, as in every shell.
    execvp(command[0], command);
    _exit(127);
  }

  // wait: the shell sleeps until the command has ended. With `&` after
  // a command it would go on at once.
  int status;
  waitpid(child, &status, 0);

  // The exit code is what a shell calls $?.
  dprintf(1, "%s: $? is %d\n", command[0], WEXITSTATUS(status));
}

int main(void) {
  // Three commands. Each one gets a process of its own.
  run((char*[]){"echo", "hello", NULL});
  run((char*[]){"false", NULL});
  run((char*[]){"no-such-command", NULL});
  return 0;
}
