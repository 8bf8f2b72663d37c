// A producer and a consumer, a buffer of four places, semaphores that count what is free.
#include <err.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct buffer {
  sem_t free, full;
  int places[4];
};

int main(void) {
  struct buffer* buffer =
      mmap(NULL, sizeof *buffer, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (buffer == MAP_FAILED) err(1, "mmap");
  sem_init(&buffer->free, 1, 4);
  sem_init(&buffer->full, 1, 0);
  if (fork() == 0) {
    for (int i = 1; i <= 10; ++i) {
      sem_wait(&buffer->free);
      buffer->places[i % 4] = i * i;
      sem_post(&buffer->full);
    }
    _exit(0);
  }
  int sum = 0;
  for (int i = 1; i <= 10; ++i) {
    sem_wait(&buffer->full);
    dprintf(1, "%d ", buffer->places[i % 4]);
    sum += buffer->places[i % 4];
    sem_post(&buffer->free);
  }
  wait(NULL);
  dprintf(1, "= %d\n", sum);
  return 0;
}
