#pragma once

#include <sys/types.h>

namespace tracer {

/// A thread that has stopped at a call, and the process that it belongs to.
struct Caller {
  pid_t thread;
  pid_t process;

  bool operator==(const Caller&) const = default;
};

/// What becomes of it.
enum class Next {
  goes_on,
  stops_at_return,
  waits_its_turn,  ///< whoever keeps it lets it go on
  asks_to_trace
};

/// How a thread has come out of its last call.
enum class Came {
  through,  ///< or it was in none
  broken,   ///< by a signal: it makes the call once more, or fails with EINTR
  in_vain   ///< by a signal that says that nobody will read what it wrote
};

}  // namespace tracer
