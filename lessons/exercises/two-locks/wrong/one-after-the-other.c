/* Wrong: one after the other. */
/* Refused: Either may still be first. */
/* Two children that need two files each. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static void work(const char *one, const char *other) {
  flock(open(one, O_RDWR | O_CREAT, 0600), LOCK_EX);
  flock(open(other, O_RDWR | O_CREAT, 0600), LOCK_EX);
  printf("begins\n");
  printf("ends\n");
}

int main(void) {
  setlinebuf(stdout);
  if (fork() == 0) {
    work("a", "b");
    return 0;
  }
  wait(NULL);
  if (fork() == 0) {
    work("b", "a");
    return 0;
  }
  wait(NULL);
  unlink("a");
  unlink("b");
  return 0;
}
