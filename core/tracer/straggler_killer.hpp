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

/// Kills those processes of a run whom no tracer would take along: the ones that
/// are known and all below them, whoever has a stream of the run open, and whoever
/// a listener hears of. The watchdog has one for us, and one for when we have been
/// killed. Who has left its streams, and has no parent left, is found if it is
/// known or makes such a call.
class StragglerKiller {
 public:
  /// `streams`: of the run alone; none where it writes to the user's own.
  explicit StragglerKiller(std::vector<os::OpenFile> streams) : streams_(std::move(streams)) {}

  /// One that is known; the first one has begun the run.
  void add(pid_t process);
  bool knows(pid_t process) const;
  void add(os::SystemCallListener listener) { listeners_.push_back(std::move(listener)); }

  /// Returns when nobody is left, or when nobody has been found for a while.
  void run();

 private:
  std::unordered_set<pid_t> find() const;
  bool has_stream(pid_t process) const;
  bool kill_all_found() const;
  bool kill_callers() const;
  bool is_over() const;

  std::vector<os::OpenFile> streams_;
  std::unordered_map<pid_t, os::Pidfd> known_;
  std::size_t many_ = 64;  // so many are looked through for those that have ended
  std::vector<os::SystemCallListener> listeners_;
  /// The run. Its streams may have been given to an older process, a server of the
  /// user's, that has nothing to do with it.
  std::uint64_t began_ = 0;
};

}  // namespace tracer
