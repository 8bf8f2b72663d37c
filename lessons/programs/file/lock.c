// A child inherits a lock of flock(), and none of fcntl().
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  // Two files, and a lock on each of them. flock() locks the open
  // file. fcntl() locks for a process.
  char name1[32], name2[32];
  snprintf(name1, sizeof name1, "/tmp/one-%d", getpid());
  snprintf(name2, sizeof name2, "/tmp/two-%d", getpid());
  const int one = open(name1, O_RDWR | O_CREAT | O_EXCL, 0600);
  const int two = open(name2, O_RDWR | O_CREAT | O_EXCL, 0600);
  if (one < 0 || two < 0) err(1, "open");
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
