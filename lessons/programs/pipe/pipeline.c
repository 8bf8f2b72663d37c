// A pipeline is a row of processes that a shell joins with pipes.
#include <err.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  // In a shell: printf 'pear\nfig\napple\n' | sort | head -n 1
  char* const commands[][4] = {{"printf", "pear\\nfig\\napple\\n"},
                               {"sort"},
                               {"head", "-n", "1"}};
  int before = -1;
  for (int i = 0; i < 3; ++i) {
    // A pipe to the next command. Its ends are two descriptors: [0]
    // is for reading, and [1] for writing.
    int ends[2];
    if (i < 2 && pipe(ends) < 0) err(1, "pipe");

    // All three are started at once, and each waits for what the one
    // before it writes.
    const pid_t child = fork();
    if (child < 0) err(1, "fork");

    if (child == 0) {
      // What the command reads, descriptor 0, comes from the pipe
      // before it. dup2() makes 0 another name for that end.
      if (i > 0) {
        dup2(before, 0);
        close(before);
      }

      // What it writes, descriptor 1, goes to the pipe after it. The
      // names that are not needed are closed.
      if (i < 2) {
        dup2(ends[1], 1);
        close(ends[0]);
        close(ends[1]);
      }

      // The command knows nothing of pipes: it reads 0 and writes 1.
      execvp(commands[i][0], commands[i]);
      err(127, "%s", commands[i][0]);
    }

    // The parent closes its ends. If it kept a writing end, sort would
    // wait for more from it, forever.
    if (i > 0) close(before);
    if (i < 2) close(ends[1]);
    before = ends[0];
  }

  // A shell waits for all of them.
  while (wait(NULL) > 0) continue;
  return 0;
}
