// A signal in the middle of a read: with SA_RESTART the handler runs, and the read goes on.
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int handled[2];

static void on_usr1(int signal) {
  (void)signal;
  if (write(handled[1], "h", 1) != 1) _exit(9);
}

static void signal_then_write(pid_t parent, int to) {
  char byte;
  kill(parent, SIGUSR1);
  if (read(handled[0], &byte, 1) != 1) _exit(1);  // once the handler has run
  _exit(write(to, "x", 1) == 1 ? 0 : 1);
}

int main(void) {
  int ends[2];
  if (pipe(ends) < 0 || pipe(handled) < 0) err(1, "pipe");
  const struct sigaction action = {.sa_handler = on_usr1, .sa_flags = SA_RESTART};
  sigaction(SIGUSR1, &action, NULL);
  const pid_t parent = getpid();
  if (fork() == 0) signal_then_write(parent, ends[1]);
  char byte = 0;
  const ssize_t count = read(ends[0], &byte, 1);
  dprintf(1, "read: %s, '%c'\n", count == 1 ? "a byte" : strerror(errno), byte);
  wait(NULL);
  return 0;
}
