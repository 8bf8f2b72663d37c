#pragma once

#include <sys/types.h>

#include <string_view>
#include <vector>

#include "core/os/descriptors/fd.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/tracer/straggler_killer.hpp"

namespace tracer {

/// Sees to it that those end with us whom we do not trace: a process of ours that
/// does nothing but wait for our end, and when we are killed, in whatever way, hunts
/// for them. An observer makes one, and tells whom it comes to know.
class Watchdog {
 public:
  /// `streams`: whoever has one of these open belongs to the run.
  explicit Watchdog(std::vector<os::OpenFile> streams);
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;
  /// Returns when it has ended, and nobody has been killed.
  ~Watchdog();

  pid_t pid() const { return pid_; }

  /// A process of the run, from now on; the first one has begun it.
  void watch_over(pid_t process);
  /// The same, of a thread of one that waits in a call of its own; the watchdog's
  /// process hears of several at once, since it costs less to wake it seldom.
  void watch_over_caller(pid_t thread);
  bool has_untold() const { return !untold_.empty(); }
  void report();
  /// And whoever makes a call that this listener hears of.
  void watch_over_callers(const os::Fd& listener);

  /// Kills them while we live, and returns when nobody is found any more.
  void kill_all() { stragglers_.run(); }

 private:
  [[noreturn]] void become_watchdog(os::Fd orders);
  void send(std::string_view order, const os::Fd& attached = os::Fd()) const;

  StragglerKiller stragglers_;
  std::vector<pid_t> untold_;
  pid_t pid_ = 0;
  os::Fd orders_;  // closed without another word: we are gone
};

}  // namespace tracer
