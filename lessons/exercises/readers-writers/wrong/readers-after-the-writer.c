/* Wrong: readers after the writer. */
/* Refused: A reader may still be first. */
/* A writer, two readers, and two letters that belong together. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static void write_both(void) {
  int file = open("pair", O_RDWR);
  flock(file, LOCK_EX);
  if (pwrite(file, "b", 1, 0) < 0) return;
  if (pwrite(file, "b", 1, 1) < 0) return;
  printf("written\n");
}

static void read_both(void) {
  char pair[2];
  int file = open("pair", O_RDWR);
  printf("begins\n");
  if (pread(file, pair, 2, 0) < 0) return;
  printf("%s\n", pair[0] == pair[1] ? "a pair" : "no pair");
}

int main(void) {
  setlinebuf(stdout);
  int file = open("pair", O_RDWR | O_CREAT, 0600);
  if (pwrite(file, "aa", 2, 0) < 0) return 1;
  for (int child = 0; child < 3; ++child) {
    if (fork() == 0) {
      child == 0 ? write_both() : read_both();
      return 0;
    }
    if (child == 0) wait(NULL);
  }
  while (wait(NULL) > 0) continue;
  unlink("pair");
  return 0;
}
