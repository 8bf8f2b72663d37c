// Writes by turns to standard output and standard error, no line ever finished.
#include <unistd.h>

int main(void) {
  int failed = 0;
  for (int i = 0; i < 50; ++i) {
    if (write(1, "o", 1) != 1) ++failed;
    if (write(2, "e", 1) != 1) ++failed;
  }
  return failed;
}
