// The kernel reads and writes shared memory too: write(), read() and wait() get addresses in it.
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static struct shared {
  char text[8];
  int status;
} * shared;

int main(void) {
  int ends[2];
  shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED || pipe(ends) != 0) err(1, "mmap or pipe");
  memcpy(shared->text, "before\n", 8);
  if (fork() == 0) {
    shared->text[0] = 'B';
    if (write(ends[1], "piped\n", 7) < 0) err(1, "write");
    _exit(3);
  }
  if (write(1, shared->text, 7) < 0 || read(ends[0], shared->text, 8) < 0) err(1, "write or read");
  wait(&shared->status);
  printf("%s%d\n", shared->text, WEXITSTATUS(shared->status));
  return 0;
}
