// Peterson's algorithm: two processes take turns by nothing but reads and writes.
#include <err.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static struct shared {
  atomic_int wants[2], turn;
  int counter;
} * shared;

static void add_one(int self) {
  const int other = 1 - self;
  shared->wants[self] = 1;
  shared->turn = other;
  while (shared->wants[other] && shared->turn == other) continue;
  ++shared->counter;
  shared->wants[self] = 0;
}

int main(void) {
  shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) err(1, "mmap");
  if (fork() == 0) {
    add_one(0);
    _exit(0);
  }
  add_one(1);
  wait(NULL);
  printf("%d\n", shared->counter);
  return 0;
}
