/* Wrong: the child waits for the parent. */
/* Seen: parent: report | child-1: work -> ok */
/* The parent reports on the work of its child. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  setlinebuf(stdout);
  pid_t child = fork();
  if (child == 0) {
    sleep(1);
    printf("work\n");
    return 0;
  }
  printf("report\n");
  waitpid(child, NULL, 0);
  return 0;
}
