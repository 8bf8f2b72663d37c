#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/os/ptrace/tracee.hpp"
#include "core/probe/act.hpp"
#include "core/tracer/calls/caller.hpp"
#include "core/tracer/calls/waits.hpp"

namespace tracer {

/// Knows who sleeps in a futex: what locks, semaphores and conditions are made
/// of. Calls drives it when nothing has happened for a while: it looks then what
/// each thread is doing, so that a lock costs nothing as long as nobody waits
/// for long. See futex(2) and proc(5), /proc/PID/syscall.
class FutexWaits {
 public:
  using Report = std::function<void(const Caller& caller, probe::Act act)>;

  explicit FutexWaits(Report report) : report_(std::move(report)) {}

  /// Tells who sleeps in a futex that processes share, once; `call`: what a thread
  /// is in.
  void look_at(const Caller& caller, const os::SystemCall& call);
  /// The thread has stopped again, so it sleeps no more.
  void settle(pid_t thread) { told_.erase(thread); }

  /// What a thread waits for, in a futex and for no limited time.
  std::optional<BlockedCall> wait_of(const Caller& caller, const os::SystemCall& call);

 private:
  probe::ObjectRef object_at(std::uint64_t address);

  Report report_;
  std::unordered_map<std::uint64_t, int> numbers_;  // by address, as first seen
  std::unordered_set<pid_t> told_;                  // threads
};

}  // namespace tracer
