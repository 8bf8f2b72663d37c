// Treats its standard output as a file: asks for the offset, writes at a place, cuts it off.
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void tell(const char* what, long result) {
  dprintf(2, "%s: %s\n", what, result < 0 ? strerror(errno) : "done");
}

int main(void) {
  dprintf(1, "0123456789\nabcdefghij\n");
  tell("lseek", lseek(1, 0, SEEK_CUR));
  tell("pwrite", pwrite(1, "XYZ", 3, 2));
  tell("back to the start", lseek(1, 0, SEEK_SET));
  tell("write", write(1, "--", 2));
  tell("to the end", lseek(1, 0, SEEK_END));
  tell("ftruncate", ftruncate(1, 15));
  tell("fsync", fsync(1));
  return 0;
}
