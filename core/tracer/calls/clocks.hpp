#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "core/os/ptrace/system_call_filter.hpp"
#include "core/os/ptrace/tracee.hpp"

namespace tracer {

/// Says what time it is in a controlled run, and remembers what it has said: a program that
/// sleeps until a moment has read the clock before that. PtraceObserver shows it each call;
/// others ask it how long a sleep is.
class Clocks {
 public:
  static void add_to(os::SystemCallFilter& filter);

  /// From now on it is earlier, and time passes otherwise.
  void run_otherwise() { is_other_ = true; }

  /// Whether the call only asks for the time. It has been answered then, or the kernel will.
  bool takes(pid_t thread, const os::SystemCall& call);
  /// How long the thread is about to sleep; empty: it is no sleep.
  std::optional<std::chrono::nanoseconds> sleep_of(pid_t thread, const os::SystemCall& call) const;
  void forget(pid_t thread);

 private:
  std::optional<std::chrono::nanoseconds> say(pid_t thread, clockid_t clock);

  bool is_other_ = false;
  std::int64_t looks_ = 0;
  std::map<std::pair<pid_t, clockid_t>, std::chrono::nanoseconds> said_;  // last
};

}  // namespace tracer
