// One reads while the other writes: a full pipe gets empty again.
#include <err.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

// As a rule 64 KiB, 65,536 bytes, fit into a pipe. This is more.
static char text[100000];

static void send_all(int to) {
  // write() returns when all bytes are in the pipe. While it is full,
  // write() waits for somebody to read: it is blocking.
  if (write(to, text, sizeof text) < 0) err(1, "write");
}

static void take_all(int from) {
  // One read() may bring less than there is to come, so read on.
  size_t bytes = 0;
  while (bytes < sizeof text) bytes += read(from, text, sizeof text);
}

int main(void) {
  // A kernel's pipe goes one way, so there is one for each direction.
  int down[2], up[2];
  if (pipe(down) < 0 || pipe(up) < 0) err(1, "pipe");
  const pid_t child = fork();
  if (child < 0) err(1, "fork");

  if (child == 0) {
    // The child takes the parent's text first, and then sends its own.
    take_all(down[0]);
    send_all(up[1]);
    dprintf(1, "child: done\n");
    _exit(0);
  }

  // The parent does it the other way round. While one of them writes,
  // the other one reads.
  send_all(down[1]);
  take_all(up[0]);
  dprintf(1, "parent: done\n");
  wait(NULL);
  return 0;
}
