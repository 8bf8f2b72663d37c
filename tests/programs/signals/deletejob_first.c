// The shell lab's race: the child ends before addjob, so that deletejob comes too early.
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t jobs = 0, deleted = 0;

static void on_child(int signal) {
  (void)signal;
  while (waitpid(-1, NULL, WNOHANG) > 0) {
    if (jobs > 0) --jobs;
    ++deleted;
  }
}

int main(void) {
  signal(SIGCHLD, on_child);
  if (fork() == 0) _exit(0);
  ++jobs;  // addjob; nothing keeps the handler from running before
  sigset_t child_ended, before;
  sigemptyset(&child_ended);
  sigaddset(&child_ended, SIGCHLD);
  sigprocmask(SIG_BLOCK, &child_ended, &before);
  while (!deleted) sigsuspend(&before);
  printf("%s\n", jobs == 0 ? "no job is left" : "a job that has ended stays for ever");
  return 0;
}
