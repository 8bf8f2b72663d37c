/* Wrong: only one is reaped. */
/* Seen: child-1: task 1 | parent: all done | child-2: task 2 | child-3: task 3 -> ok */
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
  }
  wait(NULL);
  printf("all done\n");
  return 0;
}
