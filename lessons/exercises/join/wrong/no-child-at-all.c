/* Wrong: no child at all. */
/* Seen: parent: work | parent: report -> ok */
/* The parent reports on the work of its child. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  setlinebuf(stdout);
  printf("work\n");
  printf("report\n");
  return 0;
}
