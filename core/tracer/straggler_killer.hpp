#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/os/process/pidfd.hpp"
#include "core/os/ptrace/system_call_listener.hpp"
#include "core/os/ptrace/tracee.hpp"

namespace tracer {

/// Kills the processes of a run that do not die with a tracer: the known ones and
/// their descendants, those that have a stream of the run open, and those that
/// make a call which a listener receives. The watchdog has one for us, and one for
/// when we have been killed. A process without these streams and without a parent
/// is found only if it is known or makes such a call.
class StragglerKiller {
 public:
  /// `streams`: those that belong to the run alone; none if it writes to the
  /// user's own.
  explicit StragglerKiller(std::vector<os::OpenFile> streams) : streams_(std::move(streams)) {}

  /// Adds a known process; the first one has started the run.
  void add(pid_t process);
  bool knows(pid_t process) const;
  void add(os::SystemCallListener listener) { listeners_.push_back(std::move(listener)); }

  /// Returns when no process is left, or none has been found for a while.
  void run();

 private:
  std::unordered_set<pid_t> find() const;
  bool has_stream(pid_t process) const;
  bool kill_all_found() const;
  bool kill_callers() const;
  bool is_over() const;

  std::vector<os::OpenFile> streams_;
  std::unordered_map<pid_t, os::Pidfd> known_;
  std::size_t many_ = 64;  // at this size, ended ones are removed
  std::vector<os::SystemCallListener> listeners_;
  /// When the run began. An older process, a server of the user's, may have got
  /// its streams, and has nothing to do with it.
  std::uint64_t began_ = 0;
};

}  // namespace tracer
