// A reader that never reads: splice takes a million bytes out of the pipe, into /dev/null.
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ends[2];
  if (pipe(ends) < 0) err(1, "pipe");
  if (fork() == 0) {
    close(ends[1]);
    const int nowhere = open("/dev/null", O_WRONLY);
    ssize_t count, sum = 0;
    while ((count = splice(ends[0], NULL, nowhere, NULL, 65536, 0)) > 0) sum += count;
    dprintf(1, "%zd bytes are gone\n", sum);
    _exit(0);
  }
  close(ends[0]);
  char* block = calloc(10000, 1);
  for (int i = 0; i < 100 && block; ++i) {
    if (write(ends[1], block, 10000) != 10000) err(1, "write");
  }
  free(block);
  close(ends[1]);
  wait(NULL);
  return 0;
}
