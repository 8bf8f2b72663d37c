// clone with what a child may share: memory, the working folder, the table of descriptors.
#define _GNU_SOURCE
#include <err.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int number = 1;

static int change_all(void* nothing) {
  (void)nothing;
  number = 2;
  close(9);
  return chdir("/") < 0 ? 1 : 4;
}

static void make(const char* name, int flags) {
  static char stack[1 << 16] __attribute__((aligned(16)));
  const int home = dup2(1, 9);
  number = 1;
  const pid_t child = clone(change_all, stack + sizeof stack, flags, NULL);
  if (child < 0) err(1, "%s", name);
  int status = 0;
  if (waitpid(child, &status, __WALL) != child) err(1, "waitpid");
  char* folder = getcwd(NULL, 0);
  dprintf(1, "%s: status %d, number %d, descriptor 9 %s, %s\n", name, WEXITSTATUS(status), number,
          home == 9 && close(9) == 0 ? "open" : "closed", folder && folder[1] ? "here" : "in /");
  free(folder);
}

int main(void) {
  make("nothing", SIGCHLD);
  make("no signal", 0);
  make("memory", CLONE_VM | CLONE_VFORK | SIGCHLD);
  make("descriptors", CLONE_FILES | SIGCHLD);
  make("untraced", CLONE_UNTRACED | SIGCHLD);
  make("folder", CLONE_FS | SIGCHLD);
  return 0;
}
