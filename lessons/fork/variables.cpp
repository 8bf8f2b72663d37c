// After fork() each process has its own copy of every variable.
#include "core/mp/fork.hpp"
#include "core/mp/say.hpp"

using mp::say;

void fork_variables() {
  // One process and one variable. The address says where in this
  // process's memory the variable lives.
  int source = 10;
  say("source is {}, at {}", source, mp::address_of(source));

  // The copy is complete: the program, and the memory with every
  // variable in it. From here on there are two variables `source`,
  // both 10, in two processes that cannot see each other's. (The
  // kernel copies memory only when it is written: copy-on-write.)
  const pid_t child = mp::fork();

  if (child == 0) {
    // The child takes 6 from its own: 10 - 6 is 4.
    source -= 6;
    say("child: source is {}, at {}", source, mp::address_of(source));
  } else {
    // The parent takes 1 from its own: 10 - 1 is 9. It is never 3, in
    // either order: the child's 6 was not taken from here.
    source -= 1;
    say("parent: source is {}, at {}", source, mp::address_of(source));
  }

  // Both come here, each with its own value. And yet the addresses
  // are the same! An address counts within one process only, as two
  // houses may have the same number in two streets.
  say("process {} ends with source = {}", getpid(), source);
}
