/* Wrong: flushed after the fork. */
/* Seen: child-1: start | child-1: child | parent: start | parent: parent -> ok */
/* Text for a file or a pipe is collected first, as here. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  static char room[4096];
  setvbuf(stdout, room, _IOFBF, sizeof room);
  printf("start\n");
  pid_t child = fork();
  if (child == 0) {
    fflush(stdout);
    printf("child\n");
    exit(0);
  }
  waitpid(child, NULL, 0);
  printf("parent\n");
  return 0;
}
