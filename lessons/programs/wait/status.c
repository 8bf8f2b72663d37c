// A status says how a child ended: by itself, or by a signal.
#include <err.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void report(int status) {
  // A status is not an exit code, it contains one. In Linux its lowest
  // seven bits are the signal, the eighth says whether a core was
  // dumped, and the next eight are the exit code. These macros take it
  // apart.
  if (WIFEXITED(status))
    dprintf(1, "exit code %d\n", WEXITSTATUS(status));
  else if (WIFSIGNALED(status))
    dprintf(1, "signal %d%s\n", WTERMSIG(status),
            WCOREDUMP(status) ? ", and a core was dumped" : "");
}

int main(void) {
  int status;

  // The first child ends by itself. 0 would mean that all went well.
  const pid_t first = fork();
  if (first < 0) err(1, "fork");
  if (first == 0) _exit(3);

  // waitpid() waits for this child to end, and fills in its status:
  // 0x0300, the exit code in the upper byte.
  waitpid(first, &status, 0);
  report(status);

  // The second child would wait forever: pause() ends when a signal
  // comes.
  const pid_t second = fork();
  if (second < 0) err(1, "fork");
  if (second == 0) pause();

  // SIGTERM, number 15, ends a process, unless the process has made
  // other arrangements.
  kill(second, SIGTERM);

  // Now the status is 0x000f: a signal and no exit code. A shell has
  // only one number for both and shows 128 + 15, so 143.
  waitpid(second, &status, 0);
  report(status);
  return 0;
}
