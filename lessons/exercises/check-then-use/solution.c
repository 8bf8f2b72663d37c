/* Two children, one ticket. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  setlinebuf(stdout);
  for (int child = 0; child < 2; ++child) {
    if (fork() == 0) {
      int ticket = open("ticket", O_WRONLY | O_CREAT | O_EXCL, 0600);
      if (ticket >= 0) {
        close(ticket);
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
