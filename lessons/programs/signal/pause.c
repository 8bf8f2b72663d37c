// Check, then pause: a signal in between is slept through.
#include <err.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t ready;

static void on_signal(int signal) {
  (void)signal;
  ready = 1;
}

int main(void) {
  // SIGUSR1 will set `ready`, whatever this process is doing.
  const struct sigaction action = {.sa_handler = on_signal};
  sigaction(SIGUSR1, &action, NULL);

  // The child sends that signal, once.
  const pid_t child = fork();
  if (child < 0) err(1, "fork");
  if (child == 0) {
    kill(getppid(), SIGUSR1);
    _exit(0);
  }

  // Nothing to do yet? Then sleep: pause() ends when a signal comes.
  // But if it comes after the check and before the pause, and one
  // context switch is enough for that, then `ready` is 1 and this
  // process sleeps all the same. The signal will not come again: that
  // is a lost wake-up. (Ctrl-C ends this page.)
  while (!ready) {
    dprintf(1, "not ready, so I sleep\n");
    pause();
  }

  // Most runs come here, and so the fault is hard to find.
  dprintf(1, "ready\n");
  wait(NULL);
  return 0;
}
