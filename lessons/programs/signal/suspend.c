// Unblock and sleep in one step: no signal is slept through.
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

  // From here on it is blocked: it stays pending until somebody lets
  // it in. So nothing can come between the check and the sleep.
  sigset_t usr1, before;
  sigemptyset(&usr1);
  sigaddset(&usr1, SIGUSR1);
  sigprocmask(SIG_BLOCK, &usr1, &before);

  // The child sends that signal, once.
  const pid_t child = fork();
  if (child < 0) err(1, "fork");
  if (child == 0) {
    kill(getppid(), SIGUSR1);
    _exit(0);
  }

  // sigsuspend() lets the signal in and sleeps, both in one step: it is
  // atomic. A signal that is pending already ends the sleep at once.
  while (!ready) {
    dprintf(1, "not ready, so I sleep\n");
    sigsuspend(&before);
  }

  // Every run comes here.
  dprintf(1, "ready\n");
  wait(NULL);
  return 0;
}
