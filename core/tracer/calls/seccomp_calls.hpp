#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

#include "core/os/ptrace/system_call_filter.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/tracer/calls/caller.hpp"

namespace tracer {

/// Lets a program use seccomp(2) as if our filter were not there: strict mode,
/// filters of its own that ask a tracer, and queries of its mode. Calls drives it.
class SeccompCalls {
 public:
  SeccompCalls();

  static void add_to(os::SystemCallFilter& filter);

  /// A call has stopped that our filter does not name. True: it is answered.
  bool answers(const Caller& caller, const os::SystemCall& call) const;

  /// Empty: it is no call of seccomp's.
  std::optional<Next> begins(const Caller& caller, const os::SystemCall& call);
  /// The thread has stopped at the return of its call, or as it begins the next one.
  /// Empty: it was another call.
  std::optional<Next> returned(const Caller& caller);
  void forget(pid_t thread) { entering_.erase(thread); }

 private:
  /// A thread entering strict mode: its memory contains our filter for a moment.
  struct Entering {
    os::SystemCall asked;
    std::uint64_t address = 0;
    std::string memory = {};  // what was there before
    bool has_waived = false;
    bool waives = false;  // it is in prctl(PR_SET_NO_NEW_PRIVS)
  };

  bool enters_strict_mode(const Caller& caller, const os::SystemCall& call);
  bool has_filters_of_its_own(pid_t thread) const;

  std::uint64_t ours_;  // number of filters: our own, and the one for the program
  std::unordered_map<pid_t, Entering> entering_;  // by thread
};

}  // namespace tracer
