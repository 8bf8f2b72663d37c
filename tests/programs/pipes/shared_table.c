// A child that shares its parent's table of descriptors makes a pipe for both of them.
#define _GNU_SOURCE
#include <err.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static int* ends;

static int make_a_pipe(void* nothing) {
  (void)nothing;
  if (pipe(ends) < 0) return 1;
  return write(ends[1], "from the child\n", 15) == 15 ? 0 : 2;
}

int main(void) {
  ends = mmap(NULL, 1 << 16, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (ends == MAP_FAILED) err(1, "mmap");
  char* stack = (char*)ends + (1 << 16);
  const pid_t child = clone(make_a_pipe, stack, CLONE_FILES | SIGCHLD, NULL);
  if (child < 0) err(1, "clone");
  int status = 0;
  waitpid(child, &status, 0);
  char line[20] = "";
  const ssize_t count = read(ends[0], line, sizeof line - 1);
  dprintf(1, "%d, %zd bytes: %s", WEXITSTATUS(status), count, line);
  return 0;
}
