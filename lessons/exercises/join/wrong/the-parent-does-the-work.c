/* Wrong: the parent does the work. */
/* Seen: parent: work | parent: report -> ok */
/* The parent reports on the work of its child. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  setlinebuf(stdout);
  pid_t child = fork();
  if (child == 0) {
    return 0;
  }
  printf("work\n");
  printf("report\n");
  waitpid(child, NULL, 0);
  return 0;
}
