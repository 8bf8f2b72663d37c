#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/os/memory/memory_file.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/tracer/calls/caller.hpp"
#include "core/tracer/source/place.hpp"

namespace tracer {

/// Lets Python and bash report which line they are at: each such program gets a small
/// module or script by its environment, which removes its own traces there before the
/// user's code runs. The observer of a controlled run drives it: it tells the lens of
/// execs, forks and ends, and asks it about calls that may be reports.
///
/// A report is a question about a path below /mpdemo-lens, which does not exist, so that
/// it changes nothing; Python's lines come through a file in memory.
class Lens {
 public:
  /// Throws std::system_error when memory is short.
  Lens();
  ~Lens();
  Lens(const Lens&) = delete;
  Lens& operator=(const Lens&) = delete;

  /// Adds the calls by which it is told something.
  static void add_to(os::SystemCallFilter& filter);

  /// At the stop after an exec: gives the program its lens, if there is one for it.
  void executed(pid_t process);
  void forked(pid_t parent, pid_t child);
  void ended(pid_t process) { programs_.erase(process); }

  /// Whether the call is a report. It can be made; it has no effect.
  bool takes(const Caller& caller, const os::SystemCall& call);

  /// Whether it gave the process's program a lens.
  bool has(pid_t process) const { return programs_.count(process) != 0; }
  /// The line that a thread has reported last; empty: none yet.
  std::optional<Place> place_of(const Caller& thread) const;

 private:
  /// A program with a lens.
  struct Program {
    std::map<std::uint32_t, std::string> files;  ///< by the numbers that it gave them
    std::optional<Place> place;                  ///< of a shell
  };

  std::unordered_map<pid_t, Program> programs_;
  os::MemoryFile bash_;
  os::MemoryFile python_;
  os::MemoryFile slots_;
  os::MappedFile lines_;  // of Python's threads, by their IDs: file << 32 | line
};

}  // namespace tracer
