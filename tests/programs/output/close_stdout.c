// Prints through stdio, and looks at what fclose says in the end, as cat and ls do.
#include <errno.h>
#include <stdio.h>
#include <string.h>

int main(void) {
  for (int i = 1; i <= 3; ++i) printf("%d times 7 is %d\n", i, i * 7);
  if (ferror(stdout) || fclose(stdout) != 0) {
    fprintf(stderr, "write error: %s\n", strerror(errno));
    return 1;
  }
  return 0;
}
