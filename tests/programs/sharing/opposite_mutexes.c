// Two processes take the same two mutexes in opposite order.
#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct accounts {
  pthread_mutex_t savings, cash;
};

static void transfer(pthread_mutex_t* from, pthread_mutex_t* to, const char* who) {
  pthread_mutex_lock(from);
  pthread_mutex_lock(to);
  dprintf(1, "%s transfers\n", who);
  pthread_mutex_unlock(to);
  pthread_mutex_unlock(from);
}

int main(void) {
  struct accounts* accounts =
      mmap(NULL, sizeof *accounts, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (accounts == MAP_FAILED) err(1, "mmap");
  pthread_mutexattr_t shared;
  pthread_mutexattr_init(&shared);
  pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&accounts->savings, &shared);
  pthread_mutex_init(&accounts->cash, &shared);
  if (fork() == 0) {
    transfer(&accounts->cash, &accounts->savings, "the child");
    _exit(0);
  }
  transfer(&accounts->savings, &accounts->cash, "the parent");
  wait(NULL);
  return 0;
}
