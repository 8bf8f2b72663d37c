// Prints names as ls does: in columns as wide as the terminal, or one a line.
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

int main(void) {
  const char* names[] = {"Makefile", "README", "a.out", "fork.c", "notes", "pipe.c", "pool.py"};
  const size_t count = sizeof names / sizeof *names;
  if (!isatty(STDOUT_FILENO)) {
    for (size_t i = 0; i < count; ++i) puts(names[i]);
    return 0;
  }
  struct winsize size = {0};
  ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
  size_t used = 0;
  for (size_t i = 0; i < count; ++i) {
    if (used + 10 > (size_t)size.ws_col / 2) {
      putchar('\n');
      used = 0;
    }
    used += (size_t)printf("%-10s", names[i]);
  }
  printf("\n%d columns, %d rows\n", size.ws_col, size.ws_row);
  return 0;
}
