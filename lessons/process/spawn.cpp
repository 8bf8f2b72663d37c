// A spawned process is a fresh start, and inherits no variables.
#include "core/mp/process.hpp"
#include "core/mp/say.hpp"

using mp::say;

// Every process that starts this program begins with a 1 here.
static int level = 1;

static void report(const std::string& who) {
  // A copy of the parent has what the parent had. A fresh start of
  // the program has what the program begins with.
  say("{}, process {}: level is {}", who, getpid(), level);
}

void process_spawn() {
  // The parent changes its variable before it starts anybody.
  level = 99;
  say("parent {}: level is {}", getpid(), level);

  // This one is forked, like all before it: it begins as a copy of the
  // parent, with everything that is in it, and goes on from there.
  mp::Process forked{report, "forked"};
  forked.start();
  forked.join();

  // Not every system has fork. Without it one can only start a program
  // from its beginning and tell it which function to run. So function
  // and arguments arrive, and nothing else: no variables, and of the
  // open files only standard input, output and error. That takes
  // longer. And a lambda is refused: it has no name to tell.
  mp::Process spawned{report, "spawned"};
  spawned.spawn().start();
  spawned.join();
}
