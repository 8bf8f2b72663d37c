/* Wrong: only two of them. */
/* Seen: child-1: eats | child-1: rises | child-2: eats | child-2: rises -> ok */
/* Three philosophers, three forks. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static void take(int number) {
  char name[] = "fork-0";
  name[5] += number;
  flock(open(name, O_RDWR | O_CREAT, 0600), LOCK_EX);
}

int main(void) {
  setlinebuf(stdout);
  for (int seat = 0; seat < 2; ++seat) {
    if (fork() == 0) {
      take(seat);
      take((seat + 1) % 3);
      printf("eats\n");
      printf("rises\n");
      return 0;
    }
  }
  for (int seat = 0; seat < 3; ++seat) wait(NULL);
  unlink("fork-0");
  unlink("fork-1");
  unlink("fork-2");
  return 0;
}
