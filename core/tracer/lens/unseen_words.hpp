#pragma once

#include <string>

namespace tracer {

/// A program that uses semaphores, mutexes or the like in shared memory, and why a lens
/// cannot make its words acts: only its system calls are seen.
struct UnseenWords {
  enum class Why {
    is_static,      ///< it is linked statically
    other_library,  ///< it is linked with another C library than glibc
    other_machine,  ///< it is a program for another kind of machine, or of 32 bits
    privileged,     ///< it has more rights than the program that executed it
    sanitized,      ///< its sanitizer wants to be loaded first
    unreachable,    ///< it cannot open our files
    forbids_calls   ///< it allows itself only some system calls
  };

  std::string program;  ///< "counter"
  Why why = Why::is_static;

  bool operator==(const UnseenWords&) const = default;
};

}  // namespace tracer
