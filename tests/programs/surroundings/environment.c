// Its arguments and its environment, in the order in which they stand.
#include <stdio.h>
#include <string.h>

extern char** environ;

int main(int argc, char** argv) {
  for (int i = 0; i < argc; ++i) printf("argument %d: '%s'\n", i, argv[i]);
  for (char** entry = environ; *entry; ++entry) {
    if (strncmp(*entry, "_=", 2) != 0) printf("%s\n", *entry);
  }
  return argc;
}
