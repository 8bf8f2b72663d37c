// A FIFO between two processes that know its name only.
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  unlink("letterbox");
  if (mkfifo("letterbox", 0600) < 0) err(1, "mkfifo");
  if (fork() == 0) {
    const int box = open("letterbox", O_WRONLY);
    if (box < 0) err(1, "open");
    dprintf(box, "Dear parent,\nI am well.\n");
    _exit(0);
  }
  FILE* box = fopen("letterbox", "r");
  if (!box) err(1, "fopen");
  char line[100];
  while (fgets(line, sizeof line, box)) dprintf(1, "> %s", line);
  fclose(box);
  wait(NULL);
  unlink("letterbox");
  return 0;
}
