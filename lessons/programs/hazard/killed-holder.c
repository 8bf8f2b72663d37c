// A lock stays locked when its holder is killed.
#include <err.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static sem_t* lock;

static void ann(void) {
  // Ann takes the lock, and then she is killed. A killed process runs
  // nothing any more.
  sem_wait(lock);
  dprintf(1, "ann has the lock\n");
  kill(getpid(), SIGKILL);
}

static void ben(void) {
  // Ben wants the lock. A semaphore is a number in shared memory: 0,
  // and nothing says who made it 0. So he waits forever. (Ctrl-C ends
  // this page; mpdemo notices by itself.)
  sem_wait(lock);
  dprintf(1, "ben has the lock\n");
  sem_post(lock);
}

static void run(void (*who)(void)) {
  // A process of its own, and the parent waits for it to end.
  const pid_t child = fork();
  if (child < 0) err(1, "fork");
  if (child == 0) {
    who();
    _exit(0);
  }
  waitpid(child, NULL, 0);
}

int main(void) {
  // First Ann, and when she has ended, Ben.
  lock = mmap(NULL, sizeof *lock, PROT_READ | PROT_WRITE,
              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (lock == MAP_FAILED) err(1, "mmap");
  sem_init(lock, 1, 1);
  run(ann);
  run(ben);
  dprintf(1, "both had the lock\n");
  return 0;
}
