// A line that waits in a buffer is copied by fork(), and comes twice.
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  // stdio collects text in a buffer, in the memory of this process.
  // On a terminal it hands over each line at once. Through a pipe, or
  // into a file, it waits until the buffer is full or the process
  // ends. Here it is told to wait, wherever the output goes.
  setvbuf(stdout, NULL, _IOFBF, BUFSIZ);
  printf("this line was printed once\n");

  // fork() copies all of the memory, and so the buffer, too, with the
  // line that waits in it. Now two processes each have that line.
  const pid_t child = fork();
  if (child < 0) err(1, "fork");

  // The parent lets the child end first.
  if (child > 0) wait(NULL);

  // exit() hands over what is left in the buffer, in each of the two
  // processes. The program called printf() once, and there are two
  // lines.
  exit(0);
}
