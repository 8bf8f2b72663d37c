// A child takes a file away while its parent looks at it: there, or not.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  close(open("note", O_WRONLY | O_CREAT, 0600));
  if (fork() == 0) _exit(unlink("note") == 0 ? 0 : 1);
  struct stat note;
  printf("the note: %s\n", stat("note", &note) == 0 ? "there" : strerror(errno));
  wait(NULL);
  return 0;
}
