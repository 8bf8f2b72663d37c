// A process looks three times whether the other one has finished, and then gives up.
#include <err.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  atomic_int* const done =
      mmap(NULL, sizeof *done, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (done == MAP_FAILED) err(1, "mmap");
  if (fork() == 0) {
    *done = 1;
    _exit(0);
  }
  int tries = 3;
  while (tries > 0 && !*done) --tries;
  puts(tries > 0 ? "done" : "gave up");
  wait(NULL);
  return 0;
}
