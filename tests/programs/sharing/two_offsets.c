// A file opened after fork has an offset for each: who writes later writes over the other.
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const int made = open("shared.txt", O_RDWR | O_CREAT | O_TRUNC, 0600);
  if (made < 0) err(1, "shared.txt");
  const int is_child = fork() == 0;
  const int file = open("shared.txt", O_WRONLY);
  if (file < 0) err(1, "shared.txt");
  if (write(file, is_child ? "child!" : "parent", 6) != 6) err(1, "write");
  if (is_child) _exit(0);
  wait(NULL);
  char text[20] = "";
  const ssize_t count = read(made, text, sizeof text - 1);
  printf("%zd bytes: %s\n", count, text);
  unlink("shared.txt");
  return 0;
}
