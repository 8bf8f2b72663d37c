// Two processes add one to the same number, without a lock: sometimes one of them is lost.
#include <err.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int* const counter =
      mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (counter == MAP_FAILED) err(1, "mmap");
  for (int i = 0; i < 2; ++i) {
    if (fork() > 0) continue;
    ++*counter;
    _exit(0);
  }
  while (wait(NULL) > 0) continue;
  printf("%d\n", *counter);
  return 0;
}
