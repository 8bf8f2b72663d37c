/* Wrong: the number is known anyway. */
/* Refused: The bytes still come from the child. */
/* More bytes than a pipe can hold. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  static char bytes[100000];
  int ends[2];
  if (pipe(ends) != 0) return 1;
  if (fork() == 0) {
    close(ends[0]);
    return 0;
  }
  close(ends[1]);
  int all = 100000;
  close(ends[0]);
  wait(NULL);
  printf("%d bytes\n", all);
  return 0;
}
