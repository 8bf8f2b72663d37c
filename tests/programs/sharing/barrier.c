// Three processes meet at a barrier, and one condition variable lets them go in order.
#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct meeting {
  pthread_barrier_t barrier;
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  int next, arrived;
};

static void attend(struct meeting* meeting, int number) {
  __atomic_add_fetch(&meeting->arrived, 1, __ATOMIC_SEQ_CST);
  pthread_barrier_wait(&meeting->barrier);
  pthread_mutex_lock(&meeting->mutex);
  while (meeting->next != number) pthread_cond_wait(&meeting->changed, &meeting->mutex);
  dprintf(1, "%d goes, after %d arrived\n", number, meeting->arrived);
  ++meeting->next;
  pthread_cond_broadcast(&meeting->changed);
  pthread_mutex_unlock(&meeting->mutex);
}

int main(void) {
  struct meeting* meeting =
      mmap(NULL, sizeof *meeting, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (meeting == MAP_FAILED) err(1, "mmap");
  pthread_barrierattr_t of_barrier;
  pthread_mutexattr_t of_mutex;
  pthread_condattr_t of_condition;
  pthread_barrierattr_init(&of_barrier);
  pthread_mutexattr_init(&of_mutex);
  pthread_condattr_init(&of_condition);
  pthread_barrierattr_setpshared(&of_barrier, PTHREAD_PROCESS_SHARED);
  pthread_mutexattr_setpshared(&of_mutex, PTHREAD_PROCESS_SHARED);
  pthread_condattr_setpshared(&of_condition, PTHREAD_PROCESS_SHARED);
  pthread_barrier_init(&meeting->barrier, &of_barrier, 3);
  pthread_mutex_init(&meeting->mutex, &of_mutex);
  pthread_cond_init(&meeting->changed, &of_condition);
  for (int number = 0; number < 3; ++number) {
    if (fork() != 0) continue;
    attend(meeting, number);
    _exit(0);
  }
  while (wait(NULL) > 0) continue;
  return 0;
}
