// exec puts another program into the same process.
#include <err.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
  // A process is not its program. This one has a PID, and for now it
  // runs this page.
  char pid[16];
  snprintf(pid, sizeof pid, "%d", getpid());
  dprintf(1, "the page runs\n");

  // Now it runs sh, from the beginning. Memory, variables and the rest
  // of this page are gone; the PID, the parent and the open files
  // stay. The shell compares its PID, $$, with the one given to it.
  execlp("sh", "sh", "-c",
         "[ $$ = $0 ] && echo same PID || echo another PID", pid, NULL);

  // exec returns only if it fails, so a line after it is for that case
  // alone.
  dprintf(1, "there is no program sh\n");
  return 1;
}
