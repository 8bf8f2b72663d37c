// Seek to the end, then write: two writers overwrite each other.
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void add(const char* log, const char* who) {
  // Each writer opens the log for itself.
  const pid_t child = fork();
  if (child < 0) err(1, "fork");
  if (child > 0) return;
  const int file = open(log, O_WRONLY);
  if (file < 0) err(1, "%s", log);

  // It looks where the end is.
  const long end = lseek(file, 0, SEEK_END);
  dprintf(1, "%.3s: the end is at %ld\n", who, end);

  // And it writes four bytes there. If the other one has written since,
  // and one context switch is enough for that, the end is no longer
  // there, and this overwrites it. That is a race condition.
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

  // When both have ended there should be eight bytes.
  while (wait(NULL) > 0) continue;
  const long size = lseek(file, 0, SEEK_END);
  dprintf(1, "the log has %ld of 8 bytes\n", size);

  // The log goes away.
  unlink(log);
  return 0;
}
