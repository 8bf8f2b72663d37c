// Four processes add to one number under a process-shared mutex; one dies holding it.
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
  pthread_mutex_t mutex;
  int number;
};

static int lock(struct shared* shared) {
  const int result = pthread_mutex_lock(&shared->mutex);
  if (result == EOWNERDEAD) pthread_mutex_consistent(&shared->mutex);
  return result == EOWNERDEAD;
}

int main(void) {
  struct shared* shared =
      mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) err(1, "mmap");
  pthread_mutexattr_t kind;
  pthread_mutexattr_init(&kind);
  pthread_mutexattr_setpshared(&kind, PTHREAD_PROCESS_SHARED);
  pthread_mutexattr_setrobust(&kind, PTHREAD_MUTEX_ROBUST);
  pthread_mutex_init(&shared->mutex, &kind);
  for (int child = 0; child < 4; ++child) {
    if (fork() != 0) continue;
    for (int i = 0; i < 1000; ++i) {
      lock(shared);
      ++shared->number;
      pthread_mutex_unlock(&shared->mutex);
    }
    _exit(0);
  }
  while (wait(NULL) > 0) continue;
  if (fork() == 0) _exit(lock(shared));
  wait(NULL);
  const int owner_died = lock(shared);
  printf("the number is %d, the owner %s\n", shared->number, owner_died ? "died" : "lives");
  pthread_mutex_unlock(&shared->mutex);
  return 0;
}
