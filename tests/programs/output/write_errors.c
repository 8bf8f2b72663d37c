// Writes until it fails, says why on standard error, and ends with 5 if it did.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void on_sigpipe(int signal) {
  (void)signal;
  static const char told[] = "SIGPIPE\n";
  if (write(2, told, sizeof told - 1) < 0) _exit(9);
}

int main(int argc, char** argv) {
  const int lines = argc > 1 ? atoi(argv[1]) : 200;
  signal(SIGPIPE, on_sigpipe);
  for (int i = 0; i < lines; ++i) {
    if (dprintf(1, "line %d\n", i) >= 0) continue;
    dprintf(2, "after: %s\n", strerror(errno));
    return 5;
  }
  return 0;
}
