// A reader that leaves: SIGPIPE kills, or is handled, or is ignored and EPIPE remains.
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t heard = 0;
static void on_sigpipe(int signal) {
  heard = signal;
}

static void write_to_nobody(const char* how) {
  int ends[2];
  if (pipe(ends) < 0) err(1, "pipe");
  close(ends[0]);
  heard = 0;
  const ssize_t count = write(ends[1], "x", 1);
  dprintf(1, "%s: %s, signal %d\n", how, count < 0 ? strerror(errno) : "written", (int)heard);
  close(ends[1]);
}

int main(void) {
  if (fork() == 0) {
    write_to_nobody("default");
    _exit(0);
  }
  int status = 0;
  wait(&status);
  dprintf(1, "default: killed by %d\n", WTERMSIG(status));
  signal(SIGPIPE, on_sigpipe);
  write_to_nobody("handled");
  signal(SIGPIPE, SIG_IGN);
  write_to_nobody("ignored");
  return 0;
}
