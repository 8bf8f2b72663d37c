// Two children end while SIGCHLD is blocked: the handler runs once, and must reap both.
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t calls = 0, reaped = 0;

static void on_child(int signal) {
  (void)signal;
  ++calls;
  while (waitpid(-1, NULL, WNOHANG) > 0) ++reaped;
}

int main(void) {
  sigset_t child_ended;
  sigemptyset(&child_ended);
  sigaddset(&child_ended, SIGCHLD);
  signal(SIGCHLD, on_child);
  sigprocmask(SIG_BLOCK, &child_ended, NULL);
  pid_t children[2];
  for (int i = 0; i < 2; ++i) {
    children[i] = fork();
    if (children[i] == 0) _exit(i);
  }
  siginfo_t info;
  for (int i = 0; i < 2; ++i) waitid(P_PID, (id_t)children[i], &info, WEXITED | WNOWAIT);
  sigprocmask(SIG_UNBLOCK, &child_ended, NULL);
  dprintf(1, "the handler ran %d time, reaped %d\n", (int)calls, (int)reaped);
  return 0;
}
