// A blocked signal waits until the child is on the list.
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

  // But not now: a SIGCHLD has to wait while it is blocked.
  sigset_t chld, before;
  sigemptyset(&chld);
  sigaddset(&chld, SIGCHLD);
  sigprocmask(SIG_BLOCK, &chld, &before);

  // A job that ends at once.
  const pid_t child = fork();
  if (child < 0) err(1, "fork");
  if (child == 0) _exit(0);
  dprintf(1, "a job has started\n");

  // Put it on the list, and only then let the signal in. What is
  // between the two calls of sigprocmask() is a critical section. (A
  // child that goes on to exec has to unblock it, too: it inherits
  // what is blocked.)
  job = child;
  sigprocmask(SIG_SETMASK, &before, NULL);

  // Wait until the job has ended, and leave it to the handler.
  siginfo_t info;
  waitid(P_PID, child, &info, WEXITED | WNOWAIT);

  // The handler always finds the job on the list.
  dprintf(1, "the list %s\n", job ? "has a dead job" : "is empty");
  return 0;
}
