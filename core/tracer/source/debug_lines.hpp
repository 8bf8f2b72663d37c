#pragma once

#include <sys/types.h>

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "core/tracer/calls/caller.hpp"
#include "core/tracer/source/place.hpp"

namespace tracer {

/// Reads from the debug information of C and C++ programs which line a stopped thread
/// is at: that of the innermost function whose source file is there, so that a position
/// in libc counts as its caller's line. The gate drives it. Not thread-safe; sees
/// nothing where mpdemo was built without libdw. See <elfutils/libdwfl.h>.
class DebugLines {
 public:
  /// `known`: files that need not be here, by their paths.
  explicit DebugLines(const std::map<std::string, std::string>& known);
  ~DebugLines();

  /// Empty: the program was compiled without debug information, or its source is not
  /// here. The thread must be stopped.
  std::optional<Place> of(const Caller& thread);

  /// The process has executed another program, or has ended.
  void forget(pid_t process);

 private:
  class Program;
  class Programs;
  std::unique_ptr<Programs> programs_;
};

}  // namespace tracer
