#pragma once

#include <sys/types.h>

#include <optional>

#include "core/os/clock.hpp"
#include "core/os/descriptors/fd.hpp"
#include "core/os/process/exit_status.hpp"

namespace os {

/// Refers to one process, even if its PID is reused, and turns readable when
/// that process has ended. The stage holds one for each process it watches, a
/// parent one for each child that it signals and reaps. Threads may share one.
class Pidfd {
 public:
  /// Empty when there is no process with that PID. See pidfd_open(2).
  static std::optional<Pidfd> open(pid_t pid);

  int get() const { return fd_.get(); }
  /// A copy of one of its descriptors, close-on-exec; not open if it has no such
  /// descriptor, or we may not copy it. See pidfd_getfd(2), Linux 5.6.
  Fd copy_of(int descriptor) const;
  bool has_ended() const;
  /// Sends a signal to this process and no other, even if its PID has been
  /// reused; false: it has been reaped. See pidfd_send_signal(2).
  bool send_signal(int signal) const;
  /// Reaps it if it has ended; empty while it runs. It must be a child of this
  /// process. A status that is lost is unknown. See P_PIDFD in waitid(2), Linux
  /// 5.4.
  std::optional<ExitStatus> try_reap() const;
  /// Blocks until it has ended, at most until `deadline`.
  void await_end(std::optional<Stamp> deadline) const;

 private:
  explicit Pidfd(Fd fd) : fd_(std::move(fd)) {}
  Fd fd_;
};

}  // namespace os
