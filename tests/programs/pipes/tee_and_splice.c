// Moves bytes between pipes without reading them: tee, splice, vmsplice, to standard output.
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static void tell(const char* what, ssize_t count) {
  if (count < 0)
    dprintf(2, "%s: %s\n", what, strerror(errno));
  else
    dprintf(2, "%s: %zd bytes\n", what, count);
}

int main(void) {
  int ends[2];
  if (pipe(ends) < 0) err(1, "pipe");
  if (fork() == 0) {
    dprintf(ends[1], "a line for everybody\n");
    _exit(0);
  }
  wait(NULL);
  tell("tee", tee(ends[0], 1, 100, 0));
  tell("splice", splice(ends[0], NULL, 1, NULL, 100, SPLICE_F_NONBLOCK));
  static char text[] = "straight from memory\n";
  const struct iovec piece = {text, sizeof text - 1};
  tell("vmsplice", vmsplice(1, &piece, 1, 0));
  dprintf(1, "the end\n");
  return 0;
}
