// Two pipes between parent and child, one for each direction: the child answers in capitals.
#include <ctype.h>
#include <err.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void answer(int from, int to) {
  char letter;
  while (read(from, &letter, 1) == 1) {
    letter = (char)toupper(letter);
    if (write(to, &letter, 1) != 1) _exit(1);
  }
}

int main(void) {
  int ask[2], reply[2];
  if (pipe(ask) < 0 || pipe(reply) < 0) err(1, "pipe");
  if (fork() == 0) {
    close(ask[1]);
    close(reply[0]);
    answer(ask[0], reply[1]);
    _exit(0);
  }
  close(ask[0]);
  close(reply[1]);
  for (const char* letter = "tony"; *letter; ++letter) {
    char big;
    if (write(ask[1], letter, 1) != 1 || read(reply[0], &big, 1) != 1) err(1, "pipe");
    dprintf(1, "%c -> %c\n", *letter, big);
  }
  close(ask[1]);
  wait(NULL);
  return 0;
}
