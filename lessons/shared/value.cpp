// A Value is one number that all processes see.
#include "core/mp/value.hpp"

#include "core/mp/process.hpp"
#include "core/mp/say.hpp"

using mp::say;

void shared_value() {
  // Two numbers. The first is a variable like any other; the second
  // lives in memory that processes share.
  int copied = 0;
  mp::Value<int> shared{0};

  // The child writes to both, and sees both change.
  mp::Process child{[&] {
    copied = 1;
    shared.set(1);
    say("child: copied is {}, shared is {}", copied, shared.get());
  }};
  child.start();
  child.join();

  // The parent sees only one of them change: the child's `copied` was
  // a copy, but there has only ever been one `shared`.
  say("parent: copied is {}, shared is {}", copied, shared.get());
}
