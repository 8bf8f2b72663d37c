// Each process seeds its own dice after fork().
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t throw(int seed) {
  // A child throws the dice once, and its exit code says what came.
  // Before that it gives them a seed that no other child has.
  const pid_t child = fork();
  if (child < 0) err(1, "fork");
  if (child > 0) return child;
  srand(seed);
  _exit(rand() % 100);
}

int main(void) {
  // A generator of random numbers. Its state is a variable, inside the
  // C library, and it says which number comes next. (It starts with a
  // fixed seed, so the page is the same in each run.)
  srand(2026);

  // Two children, each with its own seed: here 1 and 2, so that the
  // page is the same in each run. A program usually asks the kernel
  // for one, with getrandom().
  const pid_t ann = throw(1), ben = throw(2);

  // The parent compares the two.
  int first, second;
  waitpid(ann, &first, 0);
  waitpid(ben, &second, 0);
  dprintf(1, "the two throws are %s\n",
          first == second ? "the same" : "different");
  return 0;
}
