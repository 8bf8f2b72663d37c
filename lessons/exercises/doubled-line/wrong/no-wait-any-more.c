/* Wrong: no wait any more. */
/* Seen: parent: start | parent: parent | child-1: child -> ok */
/* Text for a file or a pipe is collected first, as here. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  static char room[4096];
  setvbuf(stdout, room, _IOFBF, sizeof room);
  printf("start\n");
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) {
    printf("child\n");
    exit(0);
  }
  printf("parent\n");
  return 0;
}
