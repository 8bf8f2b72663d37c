/* Wrong: the parent forgets what it has. */
/* Seen: child-1: start | child-1: child | parent: start -> ok */
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
    printf("child\n");
    exit(0);
  }
  waitpid(child, NULL, 0);
  fclose(stdout);
  printf("parent\n");
  return 0;
}
