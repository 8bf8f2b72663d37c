// A file opened before fork has one offset for both: what they write stands side by side.
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const int file = open("shared.txt", O_RDWR | O_CREAT | O_TRUNC, 0600);
  if (file < 0) err(1, "shared.txt");
  const char* mine = fork() == 0 ? "child " : "parent ";
  if (write(file, mine, mine[0] == 'c' ? 6 : 7) < 0) err(1, "write");
  if (mine[0] == 'c') _exit(0);
  wait(NULL);
  char text[20] = "";
  const ssize_t count = pread(file, text, sizeof text - 1, 0);
  printf("%zd bytes: %s\n", count, text);
  unlink("shared.txt");
  return 0;
}
