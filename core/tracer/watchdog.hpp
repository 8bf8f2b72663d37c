#pragma once

#include <sys/types.h>

#include <string_view>
#include <vector>

#include "core/os/descriptors/fd.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/tracer/straggler_killer.hpp"

namespace tracer {

/// Ensures that untraced processes of a run end with us: a child process that waits
/// for our end and, if we are killed, for whatever reason, finds and kills them. An
/// observer makes one, and reports the processes that it gets to know.
class Watchdog {
 public:
  /// `streams`: a process that has one of these open belongs to the run.
  explicit Watchdog(std::vector<os::OpenFile> streams);
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;
  /// Ends the watchdog without killing any process.
  ~Watchdog();

  pid_t pid() const { return pid_; }

  /// Adds a process of the run; the first one has started it.
  void watch_over(pid_t process);
  /// The same for a thread that waits in a held call; the watchdog's process gets
  /// several at once, since waking it is expensive.
  void watch_over_caller(pid_t thread);
  bool has_untold() const { return !untold_.empty(); }
  void report();
  /// Adds all processes that make a call which this listener receives.
  void watch_over_callers(const os::Fd& listener);

  /// Kills them while we live; returns when no more are found.
  void kill_all() { stragglers_.run(); }

 private:
  [[noreturn]] void become_watchdog(os::Fd orders);
  void send(std::string_view order, const os::Fd& attached = os::Fd()) const;

  StragglerKiller stragglers_;
  std::vector<pid_t> untold_;
  pid_t pid_ = 0;
  os::Fd orders_;  // closed without an order to end: we are gone
};

}  // namespace tracer
