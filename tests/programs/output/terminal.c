// What a terminal says to a program: sizes, names, the foreground group, its modes.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

int main(void) {
  for (int fd = 0; fd < 3; ++fd) {
    struct winsize size;
    struct termios modes;
    if (ioctl(fd, TIOCGWINSZ, &size) < 0 || tcgetattr(fd, &modes) < 0) {
      dprintf(1, "%d: no terminal\n", fd);
      continue;
    }
    dprintf(1, "%d: %d x %d, %s, %s, name %s\n", fd, size.ws_col, size.ws_row,
            modes.c_lflag & ICANON ? "line by line" : "key by key",
            modes.c_lflag & ECHO ? "echo" : "no echo", ttyname(fd) ? "known" : "unknown");
  }
  const int terminal = open("/dev/tty", O_RDWR);
  if (terminal < 0) return dprintf(1, "no terminal of its own\n") < 0;
  dprintf(1, "a terminal of its own, %s\n",
          tcgetpgrp(terminal) == getpgrp() ? "in the foreground" : "in the background");
  close(terminal);
  return 0;
}
