// Both write a full pipe before they read: with more than the pipes hold, both wait forever.
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void write_then_read(int to, int from, size_t size, const char* name) {
  char* bytes = calloc(size, 1);
  if (!bytes) err(1, "calloc");
  for (size_t done = 0; done < size;) done += (size_t)write(to, bytes + done, size - done);
  dprintf(1, "%s has written\n", name);
  for (size_t done = 0; done < size;) done += (size_t)read(from, bytes, size - done);
  dprintf(1, "%s has read\n", name);
  free(bytes);
}

int main(int argc, char** argv) {
  const size_t size = argc > 1 ? (size_t)atoi(argv[1]) : 100000;
  int down[2], up[2];
  if (pipe(down) < 0 || pipe(up) < 0) err(1, "pipe");
  if (fork() == 0) {
    write_then_read(up[1], down[0], size, "child");
    _exit(0);
  }
  write_then_read(down[1], up[0], size, "parent");
  wait(NULL);
  return 0;
}
