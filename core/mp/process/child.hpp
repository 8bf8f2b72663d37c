#pragma once

#include <sys/types.h>

#include <mutex>
#include <optional>
#include <string>

#include "core/mp/fork.hpp"
#include "core/os/process/pidfd.hpp"
#include "core/probe/watcher.hpp"

namespace mp::detail {

/// A process that this one has forked, until it has been reaped and after. A
/// Process drives one, and a pool one for each worker.
///
/// What is done to it goes through a descriptor of that very process. So when
/// another part of the program reaps it, all this knows is that it has ended
/// (ExitStatus::unknown), and no stranger that got its PID is waited for or
/// signalled. Any thread may call any of it: each gets the same status.
class Child {
 public:
  /// Without a descriptor a child is held by its PID, which is nearly as good
  /// for those that cannot do without it.
  enum class Handle { required, if_possible };

  /// Of a child that has just been forked; `name` is what the record calls it.
  /// Throws std::system_error for want of a required descriptor: then the child
  /// has been killed and reaped.
  Child(pid_t pid, std::string name, Handle handle);

  pid_t pid() const { return pid_; }
  const std::string& name() const { return name_; }
  /// A descriptor that turns readable when it ends; -1: there is none.
  int sentinel() const;

  /// How it ended, if that is known: also in a process that was forked later.
  std::optional<ExitStatus> status() const;
  /// How it ended, once it has: this reaps it. Empty while it runs.
  std::optional<ExitStatus> look();
  /// Waits for its end, at most until the deadline, and reaps it; empty: it
  /// still runs.
  std::optional<ExitStatus> wait_until(probe::Deadline deadline, probe::Place place);
  ExitStatus wait(probe::Place place) { return *wait_until(std::nullopt, place); }

  /// Sends it a signal, unless it has ended. With a descriptor a forked copy does so, too.
  void signal(int number, probe::Place place);
  /// SIGTERM has been sent: waits for its end, and sends SIGKILL at the deadline,
  /// for it may ignore the other one, or be stopped.
  ExitStatus wait_or_kill(probe::Deadline deadline, probe::Place place);

 private:
  std::optional<ExitStatus> try_reap();
  void await_end(probe::Deadline deadline) const;

  const pid_t pid_;
  const std::string name_;
  std::optional<os::Pidfd> handle_;  // which nothing changes later: no lock for it
  os::Fd readable_;                  // stands for one that was gone before it could be held
  mutable std::mutex mutex_;
  std::optional<ExitStatus> status_;
};

}  // namespace mp::detail
