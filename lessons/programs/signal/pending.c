// Two signals of one kind may arrive as one, and a child is forgotten.
#include <err.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t reaped;

static void on_child(int signal) {
  (void)signal;
  // SIGCHLD has come: a child has ended. So take one child away.
  if (wait(NULL) > 0) ++reaped;
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

  // The kernel does not count signals. It notes that a SIGCHLD is
  // pending, and when a second one comes before the first has been
  // handled, that note is there already. Then the handler is called
  // once, for two children, and one of them stays a zombie.
  dprintf(1, "%d of 2 children reaped\n", reaped);
  return 0;
}
