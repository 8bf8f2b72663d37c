// How a process can end: return, exit, _exit, a status that is too large, abort, a fault.
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void say_goodbye(void) {
  dprintf(1, "atexit, ");
}

static void end(int how) {
  atexit(say_goodbye);
  if (how == 0) exit(1);
  if (how == 1) _exit(2);
  if (how == 2) exit(259);
  if (how == 3) abort();
  if (how == 4) raise(SIGSEGV);
  if (how == 5) kill(getpid(), SIGKILL);
  if (how == 6) pthread_exit(NULL);
}

int main(void) {
  const struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  for (int how = 0; how < 7; ++how) {
    if (fork() == 0) end(how);
    int status = 0;
    wait(&status);
    if (WIFSIGNALED(status))
      dprintf(1, "%d: signal %d\n", how, WTERMSIG(status));
    else
      dprintf(1, "%d: exit %d\n", how, WEXITSTATUS(status));
  }
  raise(SIGUSR2);
  return 0;
}
