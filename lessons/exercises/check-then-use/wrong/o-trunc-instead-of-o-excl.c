/* Wrong: O_TRUNC instead of O_EXCL. */
/* Seen: child-1: has it | child-2: has it -> ok */
/* Two children, one ticket. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  setlinebuf(stdout);
  for (int child = 0; child < 2; ++child) {
    if (fork() == 0) {
      if (access("ticket", F_OK) != 0) {
        close(open("ticket", O_WRONLY | O_CREAT | O_TRUNC, 0600));
        printf("has it\n");
      } else {
        printf("too late\n");
      }
      return 0;
    }
  }
  wait(NULL);
  wait(NULL);
  unlink("ticket");
  return 0;
}
