// MAP_SHARED memory stays one after fork(), MAP_PRIVATE becomes two.
#include <err.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static int* number(int kind) {
  // A page of memory that belongs to no file. It begins as zeros.
  int* const memory = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE,
                           kind | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) err(1, "mmap");
  return memory;
}

int main(void) {
  // Two numbers: one in shared memory, and one in private memory.
  int* const shared = number(MAP_SHARED);
  int* const private = number(MAP_PRIVATE);

  // After fork() both processes have both numbers, at the same
  // addresses.
  const pid_t child = fork();
  if (child < 0) err(1, "fork");

  if (child == 0) {
    // The child sets both. With the second one the kernel first makes
    // a copy of the page for the child: copy-on-write. That is what
    // happens to all memory of a process that is not shared.
    *shared = 1;
    *private = 1;
    dprintf(1, "child: shared %d, private %d\n", *shared, *private);
    _exit(0);
  }

  // The parent waits: shared memory does not say when it has changed.
  // Then it looks at the same two addresses.
  wait(NULL);
  dprintf(1, "parent: shared %d, private %d\n", *shared, *private);
  return 0;
}
