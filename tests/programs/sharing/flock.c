// A file lock that a child holds: LOCK_NB is refused, fcntl tells who holds a range.
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int held[2], done[2];
  char byte;
  if (pipe(held) < 0 || pipe(done) < 0) err(1, "pipe");
  const pid_t child = fork();
  const int file = open("ledger", O_RDWR | O_CREAT, 0600);
  if (file < 0) err(1, "ledger");
  struct flock range = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 10, .l_len = 5};
  if (child == 0) {
    close(done[1]);
    flock(file, LOCK_EX);
    fcntl(file, F_SETLK, &range);
    if (write(held[1], "h", 1) != 1) _exit(1);
    _exit(read(done[0], &byte, 1) == 0 ? 0 : 1);
  }
  if (read(held[0], &byte, 1) != 1) err(1, "read");
  const int refused = flock(file, LOCK_EX | LOCK_NB);
  dprintf(1, "at once: %s\n", refused < 0 ? strerror(errno) : "locked");
  fcntl(file, F_GETLK, &range);
  dprintf(1, "held by %s\n", range.l_pid == child ? "the child" : "somebody else");
  close(done[1]);
  dprintf(1, "waiting: %s\n", flock(file, LOCK_EX) < 0 ? strerror(errno) : "locked");
  wait(NULL);
  unlink("ledger");
  return 0;
}
