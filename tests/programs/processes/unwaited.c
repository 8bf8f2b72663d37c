// A parent that ends without waiting: its child prints later, and the status is the parent's.
#include <err.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
  int alive[2];
  if (pipe(alive) < 0) err(1, "pipe");
  if (fork() == 0) {
    char none;
    close(alive[1]);
    if (read(alive[0], &none, 1) != 0) _exit(1);  // until the parent is gone
    dprintf(1, "child: the parent is gone\n");
    _exit(3);
  }
  dprintf(1, "parent: no wait\n");
  return 4;
}
