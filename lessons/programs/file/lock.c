// A child inherits a lock of flock(), and none of fcntl().
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  // Two files, and a lock on each of them. flock() locks the open
  // file. fcntl() locks for a process.
  char name1[] = "/tmp/lock-XXXXXX", name2[] = "/tmp/lock-XXXXXX";
  const int one = mkstemp(name1), two = mkstemp(name2);
  if (one < 0 || two < 0) err(1, "mkstemp");
  struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  flock(one, LOCK_EX);
  fcntl(two, F_SETLK, &all);
  dprintf(1, "parent: I hold both locks\n");

  // The child inherits both open files.
  const pid_t child = fork();
  if (child < 0) err(1, "fork");
  if (child == 0) {
    // It is the same open file, so the child holds that lock, too:
    // the two do not exclude each other.
    const int with_flock = flock(one, LOCK_EX | LOCK_NB) == 0;
    dprintf(1, "child: flock() %s\n", with_flock ? "works" : "fails");

    // But it is another process, and so it is refused here.
    const int with_fcntl = fcntl(two, F_SETLK, &all) == 0;
    dprintf(1, "child: fcntl() %s\n", with_fcntl ? "works" : "fails");
    _exit(0);
  }

  // When a process ends, the kernel gives back what it has locked.
  wait(NULL);
  unlink(name1);
  unlink(name2);
  return 0;
}
