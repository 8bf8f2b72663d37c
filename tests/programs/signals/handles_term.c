// Says "ready", waits for SIGTERM, SIGHUP or SIGINT, cleans up, and ends with 30 + N.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t asked = 0;
static void on_request(int signal) {
  asked = signal;
}

int main(int argc, char** argv) {
  const int requests[] = {SIGTERM, SIGHUP, SIGINT};
  sigset_t blocked, before;
  sigemptyset(&blocked);
  for (int i = 0; i < 3; ++i) sigaddset(&blocked, requests[i]);
  sigprocmask(SIG_BLOCK, &blocked, &before);
  for (int i = 0; i < 3; ++i) signal(requests[i], on_request);
  dprintf(1, "ready\n");
  if (argc > 1) kill(getpid(), atoi(argv[1]));  // asks itself
  while (!asked) sigsuspend(&before);
  dprintf(1, "cleaning up after %s\n", strsignal(asked));
  return 30 + asked;
}
