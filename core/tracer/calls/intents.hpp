#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/os/ptrace/tracee.hpp"
#include "core/probe/act.hpp"
#include "core/tracer/calls/calls.hpp"
#include "core/tracer/run_recorder.hpp"

namespace tracer {

/// Understands what a thread is about to do with the call at which it has
/// stopped, as far as it matters to others: those are the calls before which a
/// gate holds. The gate drives it; nothing is told in the recorder.
class Intents {
 public:
  Intents(const Calls& calls, const RunRecorder& recorder) : calls_(calls), recorder_(recorder) {}

  /// Calls at which a thread need not stop for anything to be told of them, but
  /// has to, to be held: those that make a process, execute a program, or end.
  static void add_to(os::SystemCallFilter& filter);
  static bool is_only_held(std::uint64_t number);

  /// Empty: nobody cares, so it need not be held.
  std::optional<probe::Act> of(const Caller& caller, const os::SystemCall& call) const;

 private:
  std::optional<probe::Act> of_fork(const Caller& caller, const os::SystemCall& call) const;
  std::optional<probe::Act> of_wait(const Caller& caller, const os::SystemCall& call) const;
  std::optional<probe::Act> of_write(const Caller& caller, const os::SystemCall& call) const;
  std::optional<probe::Act> of_read(const Caller& caller, const os::SystemCall& call) const;
  std::optional<probe::Act> of_kill(const Caller& caller, const os::SystemCall& call) const;

  const Calls& calls_;
  const RunRecorder& recorder_;
};

/// Whether the caller of a call that makes a process waits until its child has
/// executed a program or has ended. See vfork(2).
bool waits_for_exec(pid_t thread, const os::SystemCall& call);

/// What one waits for who sleeps in a call of that number: "a signal". Something
/// is said of any call.
std::string_view awaited_in(std::uint64_t number);

}  // namespace tracer
