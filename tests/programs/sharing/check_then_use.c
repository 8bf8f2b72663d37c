// Two children see that a file is not there, and make it: both may think it is theirs.
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  for (int i = 1; i <= 2; ++i) {
    if (fork() != 0) continue;
    if (access("seat", F_OK) == 0) {
      dprintf(1, "%d: taken\n", i);
      _exit(0);
    }
    const int seat = open("seat", O_WRONLY | O_CREAT, 0600);
    if (seat < 0) err(1, "seat");
    dprintf(1, "%d: mine\n", i);
    _exit(0);
  }
  while (wait(NULL) > 0) continue;
  unlink("seat");
  return 0;
}
