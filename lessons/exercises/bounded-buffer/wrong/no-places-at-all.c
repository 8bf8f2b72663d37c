/* Wrong: no places at all. */
/* Seen: parent: made 1 | parent: made 2 | parent: made 3 | parent: made 4 | child-1: used 1 | child-1: used 2 | child-1: used 3 | child-1: used 4 -> ok */
/* A producer, a consumer, and two places between them. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void put(int pipe, char letter) {
  if (write(pipe, &letter, 1) != 1) _exit(1);
}

static char get(int pipe) {
  char letter;
  return read(pipe, &letter, 1) == 1 ? letter : 0;
}

int main(void) {
  setlinebuf(stdout);
  int places[2], pieces[2];
  if (pipe(places) != 0 || pipe(pieces) != 0) return 1;
  put(places[1], 'p');
  put(places[1], 'p');
  if (fork() == 0) {
    for (int i = 1; i <= 4; ++i) {
      printf("used %c\n", get(pieces[0]));
    }
    return 0;
  }
  for (int i = 1; i <= 4; ++i) {
    printf("made %d\n", i);
    put(pieces[1], '0' + i);
  }
  wait(NULL);
  return 0;
}
