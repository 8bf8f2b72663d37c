// exec keeps open descriptors, except those marked close-on-exec.
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
  // A descriptor is a number that stands for an open file. Here two of
  // them, 5 and 6, stand for the same one.
  const int null = open("/dev/null", O_RDONLY);
  if (null < 0) err(1, "/dev/null");
  dup2(null, 5);

  // But 6 carries a mark: close-on-exec. The kernel closes it when the
  // process executes another program.
  dup3(null, 6, O_CLOEXEC);

  // In this program both are open.
  for (int fd = 5; fd <= 6; ++fd)
    if (fcntl(fd, F_GETFD) >= 0) dprintf(1, "before: %d is open\n", fd);

  // The shell tries to read from each of them. What it finds open, it
  // has inherited: so a program started this way can read a secret
  // file that somebody forgot to mark, or keep a pipe open.
  execlp("sh", "sh", "-c",
         "for fd in 5 6; do"
         "  if true <&$fd; then echo after: $fd is open;"
         "  else echo after: $fd is closed; fi;"
         "done 2>&-", NULL);
  err(1, "sh");
}
