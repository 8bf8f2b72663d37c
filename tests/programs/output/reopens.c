// Opens its own standard output by name: to write, to append, to read, and to begin anew.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void try_to_open(const char* path, int flags, const char* what) {
  const int fd = open(path, flags);
  if (fd < 0) {
    dprintf(2, "%s, %s: %s\n", path, what, strerror(errno));
    return;
  }
  dprintf(2, "%s, %s: open\n", path, what);
  if (flags & O_WRONLY) dprintf(fd, "through %s, %s\n", path, what);
  close(fd);
}

int main(void) {
  dprintf(1, "the first line\n");
  try_to_open("/dev/stdout", O_WRONLY | O_APPEND, "to append");
  try_to_open("/proc/self/fd/1", O_WRONLY, "to write");
  try_to_open("/proc/self/fd/1", O_RDONLY | O_NONBLOCK, "to read");
  try_to_open("/dev/fd/1", O_RDWR, "to read and write");
  try_to_open("/dev/stdout", O_WRONLY | O_TRUNC, "to begin anew");
  dprintf(1, "the last line\n");
  return 0;
}
