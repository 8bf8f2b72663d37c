// fork() copies a lock that a thread holds, but not the thread.
#include <err.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sem_t locked, forked;

static void* hold(void* unused) {
  // This thread holds the lock for a moment, as a thread does that
  // prints, logs or allocates memory.
  pthread_mutex_lock(&lock);
  sem_post(&locked);
  sem_wait(&forked);
  pthread_mutex_unlock(&lock);
  return unused;
}

int main(void) {
  // Two semaphores by which the threads wait for each other.
  sem_init(&locked, 0, 0);
  sem_init(&forked, 0, 0);

  // A second thread, and it holds the lock now.
  pthread_t thread;
  if (pthread_create(&thread, NULL, hold, NULL)) errx(1, "no thread");
  sem_wait(&locked);

  // fork() copies the memory, and so the lock, which is locked. But of
  // the threads only the one that calls fork() lives on in the child.
  const pid_t child = fork();
  if (child < 0) err(1, "fork");

  if (child == 0) {
    // So in the child no thread is left that could unlock its copy, and
    // this waits forever. (Ctrl-C ends this page; mpdemo notices by
    // itself.)
    pthread_mutex_lock(&lock);
    dprintf(1, "child: I have the lock\n");
    _exit(0);
  }

  // In the parent the thread goes on and unlocks the lock.
  sem_post(&forked);
  pthread_join(thread, NULL);
  dprintf(1, "parent: the lock is free\n");
  wait(NULL);
  return 0;
}
