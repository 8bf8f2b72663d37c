/* Wrong: one after the other. */
/* Refused: The children still work at the same time: the third may be the first. */
/* Three children, each with a task. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  setlinebuf(stdout);
  for (int task = 1; task <= 3; ++task) {
    if (fork() == 0) {
      printf("task %d\n", task);
      return 0;
    }
    wait(NULL);
  }
  printf("all done\n");
  return 0;
}
