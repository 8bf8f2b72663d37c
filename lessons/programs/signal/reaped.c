// One signal may stand for many children: reap in a loop.
#include <err.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t reaped;

static void on_child(int signal) {
  (void)signal;
  // SIGCHLD has come: one child has ended, or several. So take away
  // all that have. WNOHANG: where none is left, do not wait for one.
  while (waitpid(-1, NULL, WNOHANG) > 0) ++reaped;
}

int main(void) {
  // From here on a SIGCHLD interrupts this process, whatever it is
  // doing, and makes it call on_child().
  const struct sigaction action = {.sa_handler = on_child,
                                   .sa_flags = SA_RESTART};
  sigaction(SIGCHLD, &action, NULL);

  // Two children, and each ends at once.
  pid_t child[2];
  for (int i = 0; i < 2; ++i) {
    child[i] = fork();
    if (child[i] < 0) err(1, "fork");
    if (child[i] == 0) _exit(0);
  }

  // Wait until both have ended. WNOWAIT leaves them where they are:
  // to take them away is the handler's business.
  siginfo_t info;
  for (int i = 0; i < 2; ++i)
    waitid(P_PID, child[i], &info, WEXITED | WNOWAIT);

  // The two signals may still have become one. But each call of the
  // handler takes all that there is, so both are gone in the end.
  dprintf(1, "%d of 2 children reaped\n", reaped);
  return 0;
}
