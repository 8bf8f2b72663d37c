#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/os/ptrace/tracee.hpp"
#include "core/probe/act.hpp"
#include "core/tracer/calls/caller.hpp"
#include "core/tracer/calls/waits.hpp"

namespace tracer {

/// Whether the call is about a futex that processes share, and not only threads of one.
bool is_shared_futex(const os::SystemCall& call);
/// Whether it waits there until another wakes it, and is not what wakes others. See futex(2).
bool waits_in_futex(const os::SystemCall& call);

/// Knows which threads sleep in a futex, which locks, semaphores and condition
/// variables are made of. Calls drives it when nothing has happened for a while:
/// it then looks at what each thread is doing, so a lock costs nothing unless a
/// thread waits long for it. See futex(2) and proc(5), /proc/PID/syscall.
class FutexWaits {
 public:
  using Report = std::function<void(const Caller& caller, probe::Act act)>;

  explicit FutexWaits(Report report) : report_(std::move(report)) {}

  /// The futex at that address is called so, and whoever says so records who sleeps there.
  void call(std::uint64_t address, probe::ObjectRef object) { named_[address] = std::move(object); }
  /// Records, once, that a thread sleeps in a futex that processes share; `call`:
  /// the call that it is in.
  void look_at(const Caller& caller, const os::SystemCall& call);
  /// The thread has stopped again, so it sleeps no more.
  void settle(pid_t thread) { told_.erase(thread); }

  /// What a thread waits for, in a futex and for no limited time.
  std::optional<BlockedCall> wait_of(const Caller& caller, const os::SystemCall& call);

 private:
  probe::ObjectRef object_at(std::uint64_t address);

  Report report_;
  std::unordered_map<std::uint64_t, int> numbers_;  // by address, as first seen
  std::unordered_map<std::uint64_t, probe::ObjectRef> named_;
  std::unordered_set<pid_t> told_;  // threads
};

}  // namespace tracer
