/* Wrong: no wait at all. */
/* Seen: parent: 100000 bytes -> ok */
/* More bytes than a pipe can hold. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  static char bytes[100000];
  int ends[2];
  if (pipe(ends) != 0) return 1;
  if (fork() == 0) {
    close(ends[0]);
    return write(ends[1], bytes, sizeof bytes) < 0;
  }
  close(ends[1]);
  int all = 0;
  int got;
  while ((got = read(ends[0], bytes, sizeof bytes)) > 0) all += got;
  printf("%d bytes\n", all);
  return 0;
}
