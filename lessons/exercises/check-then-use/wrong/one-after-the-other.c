/* Wrong: one after the other. */
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
      if (access("ticket", F_OK) != 0) {
        close(open("ticket", O_WRONLY | O_CREAT, 0600));
        printf("has it\n");
      } else {
        printf("too late\n");
      }
      return 0;
    }
    wait(NULL);
  }
  unlink("ticket");
  return 0;
}
