// A reader closes the writing end first, and then it sees the end.
#include <err.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  // One pipe. After the fork both processes hold both of its ends.
  int ends[2];
  if (pipe(ends) < 0) err(1, "pipe");
  const pid_t child = fork();
  if (child < 0) err(1, "fork");

  if (child == 0) {
    // The child reads until read() returns 0: that is the end of a
    // pipe. It comes when the pipe is empty and nobody holds a writing
    // end any more. The child will not write, so it closes its own.
    close(ends[1]);
    char byte;
    int bytes = 0;
    while (read(ends[0], &byte, 1) > 0) ++bytes;

    // Every run comes here.
    dprintf(1, "child: %d bytes, and then the end\n", bytes);
    _exit(0);
  }

  // The parent writes two bytes, and closes its writing end: the last.
  close(ends[0]);
  write(ends[1], "hi", 2);
  close(ends[1]);
  dprintf(1, "parent: I have closed my end\n");

  // Now it waits for the child, which will see the end.
  wait(NULL);
  return 0;
}
