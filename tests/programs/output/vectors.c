// Writes odd bytes by writev and pwritev2, and reads them back by preadv2.
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

int main(void) {
  char zeros[] = "a\0b", high[] = "\xff\xfe\x1b[1m", rest[] = "no end";
  const struct iovec pieces[] = {{zeros, 3}, {high, 6}, {rest, 6}};
  ssize_t count = writev(1, pieces, 3);
  dprintf(2, "writev: %s\n", count < 0 ? strerror(errno) : "done");
  count = pwritev2(1, pieces, 3, -1, 0);  // -1: at the offset of the file itself
  dprintf(2, "pwritev2: %s\n", count < 0 ? strerror(errno) : "done");

  int ends[2];
  if (pipe(ends) < 0) err(1, "pipe");
  count = pwritev2(ends[1], pieces, 3, -1, 0);
  char first[4], second[20];
  const struct iovec places[] = {{first, sizeof first}, {second, sizeof second}};
  const ssize_t read = preadv2(ends[0], places, 2, -1, 0);
  dprintf(1, "\n%zd bytes into the pipe, %zd out of it\n", count, read);
  return 0;
}
