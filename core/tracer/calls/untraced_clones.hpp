#pragma once

#include <sys/types.h>

#include <cstdint>
#include <unordered_map>

#include "core/os/ptrace/system_call_filter.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/tracer/calls/caller.hpp"

namespace tracer {

/// Makes the kernel trace a child that was created as untraced: it would have our
/// filter but no tracer, so its calls would fail. CLONE_UNTRACED is removed from the
/// call, and restored before parent or child can see it. Calls drives it. See
/// clone(2).
class UntracedClones {
 public:
  static void add_to(os::SystemCallFilter& filter);

  /// False: nothing was to be done.
  bool begins(const Caller& caller, const os::SystemCall& call);
  /// The thread has made a child, or a thread; it has stopped.
  void has_made(pid_t thread, pid_t child);
  /// The thread has stopped at the return of its call. False: it was another one.
  bool returned(pid_t thread);
  /// A thread has stopped, perhaps for the first time.
  void has_stopped(pid_t thread);
  void forget(pid_t thread);

 private:
  /// The original arguments of the call.
  struct Original {
    os::SystemCall call;
    std::uint64_t flags = 0;
  };

  static void put_back(pid_t thread, const Original& original);

  std::unordered_map<pid_t, Original> callers_;   // by thread
  std::unordered_map<pid_t, Original> newborns_;  // children that have not stopped yet
};

/// The flags of a call that makes a process or a thread, as in clone(2).
std::uint64_t clone_flags(pid_t thread, const os::SystemCall& call);

}  // namespace tracer
