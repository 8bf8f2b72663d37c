// A child may end before its parent has put it on the list.
#include <err.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

// The list of jobs of a small shell. It has room for one.
static volatile pid_t job;

static void on_child(int signal) {
  (void)signal;
  // A job has ended: take it off the list.
  if (wait(NULL) == job) job = 0;
}

int main(void) {
  // From here on each end of a child calls on_child().
  const struct sigaction action = {.sa_handler = on_child,
                                   .sa_flags = SA_RESTART};
  sigaction(SIGCHLD, &action, NULL);

  // A job that ends at once.
  const pid_t child = fork();
  if (child < 0) err(1, "fork");
  if (child == 0) _exit(0);
  dprintf(1, "a job has started\n");

  // Put it on the list. If it has ended by now, the handler has come
  // too early: it took nothing off, and will not come again.
  job = child;

  // Wait until the job has ended, and leave it to the handler.
  siginfo_t info;
  waitid(P_PID, child, &info, WEXITED | WNOWAIT);

  // A job on the list that has ended is worse than a wrong list: its
  // PID will be another's, and `kill` would hit that one. The handler
  // and main() share the list, so this is a race condition, within one
  // process.
  dprintf(1, "the list %s\n", job ? "has a dead job" : "is empty");
  return 0;
}
