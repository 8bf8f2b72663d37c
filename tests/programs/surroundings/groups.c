// Its session and process group, and what children make of theirs.
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void tell(const char* who) {
  dprintf(1, "%s: leads its group %d, its session %d\n", who, getpgrp() == getpid(),
          getsid(0) == getpid());
}

int main(void) {
  dprintf(1, "the session is the parent's: %d\n", getsid(0) == getsid(getppid()));
  dprintf(1, "in the foreground: %d\n", tcgetpgrp(0) == getpgrp());
  const pid_t group = getpgrp(), session = getsid(0);
  for (int i = 0; i < 3; ++i) {
    if (fork() != 0) {
      wait(NULL);
      continue;
    }
    if (i == 1 && setpgid(0, 0) < 0) _exit(1);
    if (i == 2 && setsid() < 0) _exit(1);
    dprintf(1, "the same group %d, the same session %d\n", getpgrp() == group,
            getsid(0) == session);
    tell("child");
    _exit(0);
  }
  return 0;
}
