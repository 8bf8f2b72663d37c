// Fills its standard output without blocking, if that is a pipe, and learns its size.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char** argv) {
  (void)argv;
  static char block[1 << 20];
  struct stat kind;
  memset(block, '.', sizeof block);
  if (fstat(1, &kind) < 0 || !S_ISFIFO(kind.st_mode)) return dprintf(2, "no pipe\n") < 0;
  const int set = fcntl(1, F_SETPIPE_SZ, 16384);
  const int flags = fcntl(1, F_GETFL);
  fcntl(1, F_SETFL, flags | O_NONBLOCK);
  const ssize_t first = write(1, block, sizeof block);  // as much as there is room for
  ssize_t more = 0;
  int kib = 0;
  // With an argument: nobody reads, so that it stays full.
  while (argc > 1 && (more = write(1, block, 1024)) > 0 && kib < 65536) ++kib;
  const int error = errno;
  fcntl(1, F_SETFL, flags);
  dprintf(2, "size %d, fits %zd\n", set, first);
  if (more < 0) dprintf(2, "then %d KiB more, then: %s\n", kib, strerror(error));
  return 0;
}
