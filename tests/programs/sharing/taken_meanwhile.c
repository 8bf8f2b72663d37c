// A consumer that is notified finds nothing if another came in between: `if` is no `while`.
#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shop {
  pthread_mutex_t door;
  pthread_cond_t delivery;
  int loaves;
};

static void buy(struct shop* shop, const char* who) {
  pthread_mutex_lock(&shop->door);
  if (shop->loaves == 0) pthread_cond_wait(&shop->delivery, &shop->door);
  --shop->loaves;
  dprintf(1, "%s leaves %d loaves\n", who, shop->loaves);
  pthread_mutex_unlock(&shop->door);
}

int main(void) {
  struct shop* shop =
      mmap(NULL, sizeof *shop, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shop == MAP_FAILED) err(1, "mmap");
  pthread_mutexattr_t of_mutex;
  pthread_condattr_t of_condition;
  pthread_mutexattr_init(&of_mutex);
  pthread_condattr_init(&of_condition);
  pthread_mutexattr_setpshared(&of_mutex, PTHREAD_PROCESS_SHARED);
  pthread_condattr_setpshared(&of_condition, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&shop->door, &of_mutex);
  pthread_cond_init(&shop->delivery, &of_condition);
  if (fork() == 0) {
    buy(shop, "ann");
    _exit(0);
  }
  if (fork() == 0) {
    buy(shop, "ben");
    _exit(0);
  }
  for (int delivered = 0; delivered < 2; ++delivered) {
    pthread_mutex_lock(&shop->door);
    ++shop->loaves;
    pthread_cond_signal(&shop->delivery);
    pthread_mutex_unlock(&shop->door);
  }
  while (wait(NULL) > 0) continue;
  return 0;
}
