// fork() is called once and returns twice.
#include "core/mp/fork.hpp"
#include "core/mp/say.hpp"

using mp::say;

void fork_basic() {
  // Each process has a number, its PID. So far there is one process,
  // and it is about to become two.
  say("I am process {}, and I am alone", getpid());

  // The kernel makes a copy of this process: its child. Both go on
  // from here, each by itself, and only the value in `child` tells
  // them apart. The child gets 0, the parent gets the child's PID.
  const pid_t child = mp::fork();

  if (child == 0) {
    // Zero: this is the child. It may ask who its parent is.
    say("I am the child, {}: fork() gave me 0, my parent is {}",
        getpid(), getppid());
  } else {
    // Not zero: this is the parent, and the value names its child.
    // Which of the two prints first is not certain.
    say("I am the parent, {}: fork() gave me {}", getpid(), child);

    // Wait for the child to end. A parent that ends before its child
    // leaves an orphan, and an orphan gets a new parent: here mpdemo
    // adopts it, and getppid() would then name mpdemo.
    mp::wait_for(child);
  }

  // Below the fork there are two processes, so this line runs twice.
  say("process {} has reached the end", getpid());
}
