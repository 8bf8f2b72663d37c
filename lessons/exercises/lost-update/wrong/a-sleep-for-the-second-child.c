/* Wrong: a sleep for the second child. */
/* Seen: child-1: added | child-2: added | parent: 1 -> ok */
/* Two children add to one number, in a file. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static int add(int more) {
  int file = open("total", O_RDWR | O_CREAT, 0600);
  int total = 0;
  if (pread(file, &total, sizeof total, 0) < 0) return -1;
  total += more;
  if (pwrite(file, &total, sizeof total, 0) < 0) return -1;
  close(file);
  return total;
}

int main(void) {
  setlinebuf(stdout);
  for (int child = 0; child < 2; ++child) {
    if (fork() == 0) {
      if (child == 1) sleep(1);
      add(1);
      printf("added\n");
      return 0;
    }
  }
  wait(NULL);
  wait(NULL);
  printf("%d\n", add(0));
  unlink("total");
  return 0;
}
