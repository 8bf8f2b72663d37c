/* Wrong: one worker less. */
/* Seen: child-1: task a | child-1: task b | child-1: task c | child-1: ends -> ok */
/* Two workers and their tasks. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  setlinebuf(stdout);
  int ends[2];
  if (pipe(ends) != 0) return 1;
  for (int worker = 0; worker < 1; ++worker) {
    if (fork() == 0) {
      char task;
      while (read(ends[0], &task, 1) == 1 && task != 'q')
        printf("task %c\n", task);
      printf("ends\n");
      return 0;
    }
  }
  if (write(ends[1], "abcq", 4) != 4) return 1;
  wait(NULL);
  return 0;
}
