#pragma once

#include <sys/types.h>

#include <mutex>
#include <optional>
#include <string>

#include "core/mp/fork.hpp"
#include "core/os/process/pidfd.hpp"
#include "core/probe/watcher.hpp"

namespace mp::detail {

/// A process that this one has forked, before and after it is reaped. A Process
/// drives one, a pool one per worker.
///
/// All operations go through a pidfd. So if another part of the program reaps
/// it, it is known to have ended (ExitStatus::unknown), and no unrelated
/// process that reuses its PID is waited for or signalled. Any thread may call
/// any member: each gets the same status.
class Child {
 public:
  /// Whether the pidfd is required. Without one, a child is identified by its
  /// PID, which is nearly as good.
  enum class Handle { required, if_possible };

  /// For a child that has just been forked; `name` is its name in the record.
  /// Throws std::system_error if a required descriptor cannot be had: then the
  /// child has been killed and reaped.
  Child(pid_t pid, std::string name, Handle handle);

  pid_t pid() const { return pid_; }
  const std::string& name() const { return name_; }
  /// A descriptor that turns readable when it ends; -1: there is none.
  int sentinel() const;

  /// How it ended, if that is known; also valid in a process forked later.
  std::optional<ExitStatus> status() const;
  /// Reaps it if it has ended, and returns how; empty while it runs.
  std::optional<ExitStatus> look();
  /// Waits for its end, at most until the deadline, and reaps it; empty: it
  /// still runs.
  std::optional<ExitStatus> wait_until(probe::Deadline deadline, probe::Place place);
  ExitStatus wait(probe::Place place) { return *wait_until(std::nullopt, place); }

  /// Sends it a signal, unless it has ended. With a descriptor a forked copy does so, too.
  void signal(int number, probe::Place place);
  /// Called after SIGTERM was sent: waits for its end, and sends SIGKILL at the
  /// deadline, because the child may ignore SIGTERM or be stopped.
  ExitStatus wait_or_kill(probe::Deadline deadline, probe::Place place);

 private:
  std::optional<ExitStatus> try_reap();
  void await_end(probe::Deadline deadline) const;

  const pid_t pid_;
  const std::string name_;
  std::optional<os::Pidfd> handle_;  // which nothing changes later: no lock for it
  os::Fd readable_;                  // replaces the pidfd of a child that was gone before it could
                                     // be opened
  mutable std::mutex mutex_;
  std::optional<ExitStatus> status_;
};

}  // namespace mp::detail
