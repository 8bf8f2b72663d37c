// Three generations, each of which waits for its children and adds up their statuses.
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int grow(int depth) {
  int sum = 1;
  for (int i = 0; i < 2 && depth > 0; ++i) {
    if (fork() == 0) _exit(grow(depth - 1));
    int status = 0;
    wait(&status);
    sum += WEXITSTATUS(status);
  }
  dprintf(1, "%*sdepth %d: %d\n", (3 - depth) * 2, "", depth, sum);
  return sum;
}

int main(void) {
  return grow(3);
}
