// The kernel frees a file lock when its holder is killed.
#include <err.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static char file[32];

static void ann(void) {
  // Ann takes the lock, and then she is killed. A killed process runs
  // nothing any more.
  const int lock = open(file, O_RDONLY);
  if (lock < 0 || flock(lock, LOCK_EX)) err(1, "%s", file);
  dprintf(1, "ann has the lock\n");
  kill(getpid(), SIGKILL);
}

static void ben(void) {
  // Ben wants the lock. Ann had locked an open file, and the kernel
  // closed it when she was killed. With the file went the lock.
  const int lock = open(file, O_RDONLY);
  if (lock < 0 || flock(lock, LOCK_EX)) err(1, "%s", file);
  dprintf(1, "ben has the lock\n");
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
  // First Ann, and when she has ended, Ben. The lock is an empty file.
  // (In shared memory a "robust" mutex of pthreads can do as much: its
  // next holder gets EOWNERDEAD.)
  snprintf(file, sizeof file, "/tmp/lock-%d", getpid());
  if (open(file, O_CREAT | O_EXCL, 0600) < 0) err(1, "%s", file);
  run(ann);
  run(ben);
  dprintf(1, "both had the lock\n");

  // The file goes away.
  unlink(file);
  return 0;
}
