// Says how large its window is, waits until that changes, says it again, and ends with 3.
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

static volatile sig_atomic_t changed = 0;
static void on_change(int signal) {
  changed = signal;
}

static void say(const char* when) {
  struct winsize size = {0};
  if (ioctl(1, TIOCGWINSZ, &size) < 0)
    dprintf(1, "%s: no window\n", when);
  else
    dprintf(1, "%s: %d x %d\n", when, size.ws_col, size.ws_row);
}

int main(void) {
  sigset_t blocked, before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGWINCH);
  sigprocmask(SIG_BLOCK, &blocked, &before);
  signal(SIGWINCH, on_change);
  say("at first");
  while (!changed) sigsuspend(&before);
  say("now");
  return 3;
}
