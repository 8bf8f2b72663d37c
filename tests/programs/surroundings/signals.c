// Which signals are ignored, and which blocked, before and after an exec of its own.
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void list(const char* when) {
  sigset_t blocked, pending;
  sigprocmask(SIG_BLOCK, NULL, &blocked);
  sigpending(&pending);
  printf("%s:", when);
  for (int signal = 1; signal <= SIGRTMAX; ++signal) {
    struct sigaction action;
    if (sigaction(signal, NULL, &action) < 0) continue;
    const char* is = action.sa_handler == SIG_IGN ? " ignores" : "";
    if (action.sa_handler == SIG_IGN) printf("%s %d", is, signal);
    if (sigismember(&blocked, signal)) printf(" blocks %d", signal);
    if (sigismember(&pending, signal)) printf(" awaits %d", signal);
  }
  printf("\n");
  fflush(stdout);
}

int main(int argc, char** argv) {
  if (argc > 1) {
    list("after exec");
    return 0;
  }
  list("as it came");
  sigset_t some;
  sigemptyset(&some);
  sigaddset(&some, SIGUSR2);
  sigprocmask(SIG_BLOCK, &some, NULL);
  signal(SIGINT, SIG_IGN);
  raise(SIGUSR2);
  execl("/proc/self/exe", argv[0], "again", (char*)NULL);
  return 1;
}
