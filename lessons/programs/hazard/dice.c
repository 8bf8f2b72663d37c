// Copied dice fall alike: fork() copies the random generator, too.
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t throw(void) {
  // A child throws the dice once, and its exit code says what came.
  const pid_t child = fork();
  if (child < 0) err(1, "fork");
  if (child == 0) _exit(rand() % 100);
  return child;
}

int main(void) {
  // A generator of random numbers. Its state is a variable, inside the
  // C library, and it says which number comes next. (It starts with a
  // fixed seed, so the page is the same in each run.)
  srand(2026);

  // Two children. Each of them gets a copy of the state, so for both
  // the same number comes next.
  const pid_t ann = throw(), ben = throw();

  // The parent compares the two.
  int first, second;
  waitpid(ann, &first, 0);
  waitpid(ben, &second, 0);
  dprintf(1, "the two throws are %s\n",
          first == second ? "the same" : "different");
  return 0;
}
