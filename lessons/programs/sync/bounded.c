// A bounded buffer: producers wait for room, the consumer for items.
#include <err.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

// Two slots that all processes share, used in a circle.
static struct shared {
  sem_t room, items, turn;
  int slot[2], in, out;
} *buffer;

static void put(int item) {
  // `room` counts the free slots. With none left, wait for one.
  sem_wait(&buffer->room);

  // Between these two calls a producer is alone: that is a critical
  // section. Without it both might fill the same slot.
  sem_wait(&buffer->turn);
  buffer->slot[buffer->in++ % 2] = item;
  dprintf(1, "put %d\n", item);
  sem_post(&buffer->turn);

  // `items` counts the full slots. Now there is one more.
  sem_post(&buffer->items);
}

static void producer(int first) {
  // Each producer puts in two numbers, and ends.
  const pid_t child = fork();
  if (child < 0) err(1, "fork");
  if (child > 0) return;
  put(first);
  put(first + 1);
  _exit(0);
}

int main(void) {
  // Memory that stays shared after fork(). 1: for several processes.
  buffer = mmap(NULL, sizeof *buffer, PROT_READ | PROT_WRITE,
                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (buffer == MAP_FAILED) err(1, "mmap");
  sem_init(&buffer->room, 1, 2);
  sem_init(&buffer->items, 1, 0);
  sem_init(&buffer->turn, 1, 1);
  producer(11);
  producer(21);

  // This process is the consumer, the only one: it needs no turn.
  for (int i = 0; i < 4; ++i) {
    sem_wait(&buffer->items);
    const int item = buffer->slot[buffer->out++ % 2];
    sem_post(&buffer->room);
    dprintf(1, "got %d\n", item);
  }
  return 0;
}
