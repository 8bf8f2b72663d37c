#pragma once

#include <sys/types.h>

namespace tracer {

/// A thread that has stopped at a call, and its process.
struct Caller {
  pid_t thread;
  pid_t process;

  bool operator==(const Caller&) const = default;
};

/// What to do with it.
enum class Next {
  goes_on,
  stops_at_return,
  waits_its_turn,  ///< it is kept, and its keeper will let it go on
  asks_to_trace
};

/// How a thread's last call ended.
enum class Came {
  through,  ///< or it was in none
  broken,   ///< interrupted by a signal: it repeats the call, or fails with EINTR
  in_vain   ///< by SIGPIPE: there is no reader for what it wrote
};

}  // namespace tracer
