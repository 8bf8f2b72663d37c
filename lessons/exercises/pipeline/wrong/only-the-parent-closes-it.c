/* Wrong: only the parent closes it. */
/* Seen: child-2: hello -> deadlock */
/* echo hello | cat, as a shell does it. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ends[2];
  if (pipe(ends) != 0) return 1;
  if (fork() == 0) {
    dup2(ends[1], 1);
    close(ends[0]);
    close(ends[1]);
    execlp("echo", "echo", "hello", NULL);
    return 1;
  }
  if (fork() == 0) {
    dup2(ends[0], 0);
    close(ends[0]);
    execlp("cat", "cat", NULL);
    return 1;
  }
  close(ends[0]);
  close(ends[1]);
  wait(NULL);
  wait(NULL);
  puts("the pipeline has ended");
  return 0;
}
