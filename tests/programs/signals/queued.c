// Real-time signals queue and carry values; ordinary ones are merged.
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGUSR1);
  sigaddset(&signals, SIGRTMIN + 1);
  sigprocmask(SIG_BLOCK, &signals, NULL);
  const pid_t parent = getpid();
  const pid_t child = fork();
  if (child == 0) {
    for (int i = 1; i <= 3; ++i) {
      sigqueue(parent, SIGRTMIN + 1, (union sigval){.sival_int = i * 10});
      kill(parent, SIGUSR1);
    }
    _exit(0);
  }
  waitpid(child, NULL, 0);
  siginfo_t info;
  if (sigwaitinfo(&signals, &info) == SIGUSR1)
    dprintf(1, "SIGUSR1, from the child: %s\n", info.si_pid == child ? "yes" : "no");
  const int fd = signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
  struct signalfd_siginfo next;
  while (read(fd, &next, sizeof next) == sizeof next) {
    dprintf(1, "signal %s with %d\n", next.ssi_signo == SIGUSR1 ? "USR1" : "RTMIN+1", next.ssi_int);
  }
  return 0;
}
