/* Wrong: the parent prints it all. */
/* Seen: nothing -> killed by SIGPIPE (13) */
/* Words through a pipe, until there are no more. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  setlinebuf(stdout);
  int ends[2];
  if (pipe(ends) != 0) return 1;
  if (fork() == 0) {
    return 0;
  }
  close(ends[0]);
  if (write(ends[1], "tea", 4) < 0) return 1;
  if (write(ends[1], "cake", 4) < 0) return 1;
  close(ends[1]);
  printf("got tea\ngot cake\nthe end\n");
  wait(NULL);
  return 0;
}
