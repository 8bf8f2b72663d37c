/* Wrong: no cat. */
/* Refused: There are still three processes. */
/* echo hello | cat, as a shell does it. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ends[2];
  if (pipe(ends) != 0) return 1;
  if (fork() == 0) {
    close(ends[0]);
    close(ends[1]);
    execlp("echo", "echo", "hello", NULL);
    return 1;
  }
  wait(NULL);
  puts("the pipeline has ended");
  return 0;
}
