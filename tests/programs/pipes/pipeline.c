// What a shell does for "sort | head -2": two children, a pipe, dup2 and exec.
#include <err.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void run(char* const* command, int in, int out, const int* ends) {
  if (fork() != 0) return;
  if (in >= 0) dup2(in, 0);
  if (out >= 0) dup2(out, 1);
  for (int i = 0; i < 4; ++i) close(ends[i]);
  execvp(command[0], command);
  err(127, "%s", command[0]);
}

int main(void) {
  int ends[4];
  if (pipe(ends) < 0 || pipe(ends + 2) < 0) err(1, "pipe");
  char* sort[] = {"sort", NULL};
  char* head[] = {"head", "-2", NULL};
  run(sort, ends[0], ends[3], ends);
  run(head, ends[2], -1, ends);
  dprintf(ends[1], "pear\napple\nfig\n");
  for (int i = 0; i < 4; ++i) close(ends[i]);
  int status, failed = 0;
  while (wait(&status) > 0) failed += status != 0;
  dprintf(1, "%d failed\n", failed);
  return failed;
}
