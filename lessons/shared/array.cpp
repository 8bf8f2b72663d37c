// An Array is a row of numbers that all processes see.
#include "core/mp/array.hpp"

#include "core/mp/process.hpp"
#include "core/mp/say.hpp"

using mp::say;

void shared_array() {
  // Five numbers in shared memory. They start as zeros.
  mp::Array<int> squares{5};
  say("parent: the last number is {}", squares.get(4));

  // The child fills them in. Nothing is sent anywhere: it writes to
  // the very memory that the parent reads.
  mp::Process child{[&] {
    for (int i = 0; i < 5; ++i) squares.set(i, i * i);
    say("child: filled in five squares");
  }};
  child.start();

  // Without this join the parent might read too early, and find some
  // of them still zero. Sharing memory orders nothing.
  child.join();

  // One memory, seen by both.
  say("parent: the last number is {}", squares.get(4));
}
