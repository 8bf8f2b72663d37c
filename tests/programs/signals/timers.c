// setitimer ends a read and a pause; alarm says how long it would have taken.
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

static volatile sig_atomic_t rings = 0;
static void on_alarm(int signal) {
  (void)signal;
  ++rings;
}

int main(void) {
  int ends[2];
  char none;
  if (pipe(ends) < 0) err(1, "pipe");
  const struct sigaction action = {.sa_handler = on_alarm};  // no SA_RESTART
  sigaction(SIGALRM, &action, NULL);
  alarm(100);
  dprintf(1, "alarm: %u seconds were left\n", alarm(0));
  const struct itimerval soon = {{0, 5000}, {0, 5000}}, never = {{0, 0}, {0, 0}};
  setitimer(ITIMER_REAL, &soon, NULL);
  const ssize_t count = read(ends[0], &none, 1);
  const int error = errno;
  setitimer(ITIMER_REAL, &never, NULL);  // or it may ring in the write, too
  dprintf(1, "read: %s\n", count < 0 ? strerror(error) : "a byte");
  const int rings_before = rings;
  setitimer(ITIMER_REAL, &soon, NULL);
  pause();
  setitimer(ITIMER_REAL, &never, NULL);
  dprintf(1, "pause is over: %s\n", rings > rings_before ? "it rang again" : "silence");
  return 0;
}
