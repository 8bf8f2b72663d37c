// Four children create one file with O_EXCL: exactly one of them does.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int winners = 0, losers = 0;
  for (int i = 0; i < 4; ++i) {
    if (fork() != 0) continue;
    const int file = open("winner", O_WRONLY | O_CREAT | O_EXCL, 0600);
    _exit(file >= 0 ? 0 : errno);
  }
  for (int status; wait(&status) > 0;) {
    if (WEXITSTATUS(status) == 0) ++winners;
    if (WEXITSTATUS(status) == EEXIST) ++losers;
  }
  printf("%d made it, %d were told: %s\n", winners, losers, strerror(EEXIST));
  unlink("winner");
  return 0;
}
