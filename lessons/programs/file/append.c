// With O_APPEND each write goes to the end, wherever that is.
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void add(const char* log, const char* who) {
  // Each writer opens the log for itself, and for appending.
  const pid_t child = fork();
  if (child < 0) err(1, "fork");
  if (child > 0) return;
  const int file = open(log, O_WRONLY | O_APPEND);
  if (file < 0) err(1, "%s", log);

  // It looks where the end is. That may soon be wrong, as before.
  const long end = lseek(file, 0, SEEK_END);
  dprintf(1, "%.3s: the end is at %ld\n", who, end);

  // But now write() itself goes to the end of the file and writes
  // there, both in one step: it is atomic. Nothing is overwritten.
  if (write(file, who, 4) < 4) err(1, "%s", log);
  _exit(0);
}

int main(void) {
  // An empty log, and two writers.
  char log[32];
  snprintf(log, sizeof log, "/tmp/log-%d", getpid());
  const int file = open(log, O_RDWR | O_CREAT | O_EXCL, 0600);
  if (file < 0) err(1, "%s", log);
  add(log, "ann\n");
  add(log, "ben\n");

  // When both have ended there are eight bytes, in either order.
  while (wait(NULL) > 0) continue;
  const long size = lseek(file, 0, SEEK_END);
  dprintf(1, "the log has %ld of 8 bytes\n", size);

  // The log goes away.
  unlink(log);
  return 0;
}
