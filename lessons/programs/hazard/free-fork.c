// A lock that is taken around fork() is free in the child, too.
#include <err.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sem_t locked;

static void take(void) { pthread_mutex_lock(&lock); }
static void give(void) { pthread_mutex_unlock(&lock); }

static void* hold(void* unused) {
  // This thread holds the lock for a moment, as a thread does that
  // prints, logs or allocates memory.
  pthread_mutex_lock(&lock);
  sem_post(&locked);
  usleep(100000);
  pthread_mutex_unlock(&lock);
  return unused;
}

int main(void) {
  // A second thread, and now it holds the lock.
  pthread_t thread;
  sem_init(&locked, 0, 0);
  if (pthread_create(&thread, NULL, hold, NULL)) errx(1, "no thread");
  sem_wait(&locked);

  // The thread that forks takes the lock before, and so waits until no
  // other thread has it. Afterwards parent and child each unlock their
  // own copy.
  pthread_atfork(take, give, give);
  const pid_t child = fork();
  if (child < 0) err(1, "fork");

  if (child == 0) {
    // The lock is free here. Better still: fork before the first
    // thread is started.
    pthread_mutex_lock(&lock);
    dprintf(1, "child: I have the lock\n");
    _exit(0);
  }

  // In the parent it is free as well.
  pthread_join(thread, NULL);
  dprintf(1, "parent: the lock is free\n");
  wait(NULL);
}
