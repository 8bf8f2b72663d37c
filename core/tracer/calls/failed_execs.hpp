#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>

#include "core/os/ptrace/system_call_filter.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/probe/act.hpp"
#include "core/tracer/calls/caller.hpp"

namespace tracer {

/// Records which programs could not be executed, and why. Calls drives it with
/// each execve(2), and with each other stop of a thread. A search along PATH tries
/// many places: it counts as one attempt, and as none if it succeeds.
class FailedExecs {
 public:
  using Report = std::function<void(const Caller& caller, probe::Act act)>;

  explicit FailedExecs(Report report) : report_(std::move(report)) {}

  static void add_to(os::SystemCallFilter& filter);

  /// False: it is another call; a pending failure is recorded first.
  bool begins(const Caller& caller, const os::SystemCall& call);
  /// The thread has stopped at the return of its call. False: it was another one.
  bool returned(const Caller& caller, std::int64_t result);
  /// Records the thread's pending failure: it has done something else, or
  /// nothing has happened for a while.
  void report(const Caller& caller);
  /// The same for all threads that wait in another call by now.
  void report_all();
  /// A program has been executed.
  void executed(pid_t process);
  void forget(pid_t thread) { attempts_.erase(thread); }

 private:
  struct Attempt {
    Caller caller;
    std::string program;  // as it was asked for, or in a search its name
    int error = 0;        // 0: it is not over
  };

  Report report_;
  std::unordered_map<pid_t, Attempt> attempts_;  // by thread
};

}  // namespace tracer
