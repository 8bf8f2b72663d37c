// Without join() nobody waits, and either line may come first.
#include "core/mp/process.hpp"

#include "core/mp/say.hpp"

using mp::say;

static void greet(const std::string& who, const std::string& where) {
  // Making the child takes a moment; only then can it get here. The
  // parent is running already.
  say("child {}: here, with {} and {}", getpid(), who, where);
}

void process_no_join() {
  // The same two processes as before.
  mp::Process child{greet, "test", "dev"};
  say("parent {}: about to start a child", getpid());

  // From here on both run, and nothing says who goes first.
  child.start();

  // Usually this is printed before the child's line, since the parent
  // has nothing to wait for. Usually, not always: do not build on it.
  say("Process end");

  // "Process end" is not the end of the process. A Process that goes
  // out of scope is joined, so the parent itself still ends last.
}
