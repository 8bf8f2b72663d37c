// Two processes lock two files in opposite order: each may wait for the other forever.
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static void lock_both(const char* first, const char* second, const char* name) {
  const int one = open(first, O_RDWR | O_CREAT, 0600);
  const int other = open(second, O_RDWR | O_CREAT, 0600);
  if (one < 0 || other < 0) err(1, "open");
  flock(one, LOCK_EX);
  flock(other, LOCK_EX);
  dprintf(1, "%s has both\n", name);
  close(other);
  close(one);
}

int main(void) {
  if (fork() == 0) {
    lock_both("fork", "spoon", "child");
    _exit(0);
  }
  lock_both("spoon", "fork", "parent");
  wait(NULL);
  unlink("fork");
  unlink("spoon");
  return 0;
}
