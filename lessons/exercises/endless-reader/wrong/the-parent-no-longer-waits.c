/* Wrong: the parent no longer waits. */
/* Seen: child-1: got tea | child-1: got cake -> deadlock */
/* Words through a pipe, until there are no more. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  setlinebuf(stdout);
  int ends[2];
  if (pipe(ends) != 0) return 1;
  if (fork() == 0) {
    char word[5] = "";
    while (read(ends[0], word, 4) > 0) printf("got %s\n", word);
    printf("the end\n");
    return 0;
  }
  close(ends[0]);
  if (write(ends[1], "tea", 4) < 0) return 1;
  if (write(ends[1], "cake", 4) < 0) return 1;
  close(ends[1]);
  return 0;
}
