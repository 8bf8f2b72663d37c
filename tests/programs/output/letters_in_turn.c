// Two processes take strict turns through semaphores in shared memory, a letter each time.
#define _GNU_SOURCE
#include <err.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct turns {
  sem_t first, second;
};

static void print_letters(const char* letter, sem_t* mine, sem_t* other) {
  for (int i = 0; i < 20; ++i) {
    sem_wait(mine);
    if (write(1, letter, 1) < 0) warn("write");
    sem_post(other);
  }
}

int main(void) {
  struct turns* turns =
      mmap(NULL, sizeof *turns, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (turns == MAP_FAILED) err(1, "mmap");
  sem_init(&turns->first, 1, 1);
  sem_init(&turns->second, 1, 0);
  if (fork() == 0) {
    print_letters("b", &turns->second, &turns->first);
    _exit(0);
  }
  print_letters("a", &turns->first, &turns->second);
  wait(NULL);
  dprintf(1, "\n");
  return 0;
}
