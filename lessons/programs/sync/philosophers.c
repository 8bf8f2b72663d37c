// All take the left chopstick first: now and then, nobody eats.
#include <err.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

// Three philosophers, and one chopstick between each two.
static struct shared {
  sem_t stick[3];
} *table;

static void dine(int who) {
  // Everybody takes the left chopstick first.
  sem_t* const first = &table->stick[who];
  sem_wait(first);
  dprintf(1, "%d has one chopstick\n", who);

  // Then the right one. If the neighbour has it, wait, and keep the
  // left one: hold and wait.
  sem_t* const second = &table->stick[(who + 1) % 3];
  sem_wait(second);

  // With both of them one can eat, and then puts them back.
  dprintf(1, "%d eats\n", who);
  sem_post(second);
  sem_post(first);
  _exit(0);
}

int main(void) {
  // Three chopsticks lie on the table, in memory that all share.
  table = mmap(NULL, sizeof *table, PROT_READ | PROT_WRITE,
               MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (table == MAP_FAILED) err(1, "mmap");
  for (int i = 0; i < 3; ++i) sem_init(&table->stick[i], 1, 1);

  // Philosophers 0, 1 and 2 sit around the table.
  for (int i = 0; i < 3; ++i) {
    const pid_t child = fork();
    if (child < 0) err(1, "fork");
    if (child == 0) dine(i);
  }

  // If all three take the left one before anybody takes the right one,
  // each waits for the next, around the table: a deadlock. Otherwise
  // all eat. (Ctrl-C ends this page; mpdemo notices by itself.)
  while (wait(NULL) > 0) continue;
  dprintf(1, "all have eaten\n");
  return 0;
}
