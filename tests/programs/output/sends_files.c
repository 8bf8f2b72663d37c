// Copies a file to standard output without reading it: sendfile, copy_file_range, splice.
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <unistd.h>

static void tell(const char* what, ssize_t count) {
  if (count < 0)
    dprintf(2, "%s: %s\n", what, strerror(errno));
  else
    dprintf(2, "%s: %zd bytes\n", what, count);
}

int main(void) {
  const int file = open("letters.txt", O_RDWR | O_CREAT | O_TRUNC, 0600);
  if (file < 0) err(1, "letters.txt");
  for (int i = 0; i < 26; ++i) dprintf(file, "%c is a letter\n", 'a' + i);
  off_t at = 0;
  tell("sendfile", sendfile(1, file, &at, 56));
  lseek(file, 56, SEEK_SET);
  tell("copy_file_range", copy_file_range(file, NULL, 1, NULL, 56, 0));
  lseek(file, 112, SEEK_SET);
  tell("splice", splice(file, NULL, 1, NULL, 56, 0));
  dprintf(1, "the end\n");
  close(file);
  unlink("letters.txt");
  return 0;
}
