/* Wrong: the second child never gets it. */
/* Refused: The second child may still get it. */
/* Two children, one ticket. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  setlinebuf(stdout);
  for (int child = 0; child < 2; ++child) {
    if (fork() == 0) {
      if (child == 0) {
        close(open("ticket", O_WRONLY | O_CREAT, 0600));
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
