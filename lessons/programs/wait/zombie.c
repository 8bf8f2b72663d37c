// A child that has ended stays as a zombie until its parent waits.
#include <err.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  // This child ends at once.
  const pid_t child = fork();
  if (child < 0) err(1, "fork");
  if (child == 0) _exit(7);

  // waitid() can look at a child without taking it away: with WNOWAIT
  // it waits until the child has ended, and leaves all as it is.
  siginfo_t info;
  if (waitid(P_PID, child, &info, WEXITED | WNOWAIT)) err(1, "waitid");
  dprintf(1, "the child has ended\n");

  // Its memory and its files are gone. What is left is an entry with
  // its PID and its status, since the parent might ask for them. That
  // is a zombie: state Z in the list of ps. Signal 0 does nothing but
  // ask whether there is such a process.
  if (kill(child, 0) == 0) dprintf(1, "its PID is still taken\n");

  // A zombie cannot be killed, because it does not run any more.
  kill(child, SIGKILL);

  // wait() takes the status, and the entry goes with it. That is called
  // reaping. A server that never does it collects zombies, until the
  // system has no PID left.
  int status;
  wait(&status);
  dprintf(1, "reaped, with exit code %d\n", WEXITSTATUS(status));

  // Now there is no such process.
  if (kill(child, 0) < 0) dprintf(1, "its PID is free\n");
  return 0;
}
