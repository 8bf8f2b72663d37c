// join() waits: what comes after it comes last.
#include "core/mp/process.hpp"

#include "core/mp/say.hpp"

using mp::say;

static void greet(const std::string& who, const std::string& where) {
  // This runs in the child. The two words were handed over when the
  // process was made, so they need not be sent.
  say("child {}: here, with {} and {}", getpid(), who, where);
}

void process_join() {
  // A Process is a function and its arguments, to be run by a process
  // of its own. Making one starts nothing yet.
  mp::Process child{greet, "test", "dev"};
  say("parent {}: about to start a child", getpid());

  // Now there are two processes, and both go on: the child with its
  // function, the parent with the next line.
  child.start();

  // The parent stops here until the child has ended. That is the one
  // thing that orders the two: everything the child does comes before
  // everything the parent does from here on.
  child.join();

  // So this line comes last, in every run.
  say("Process end");
}
