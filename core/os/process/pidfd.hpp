#pragma once

#include <sys/types.h>

#include <optional>

#include "core/os/clock.hpp"
#include "core/os/descriptors/fd.hpp"
#include "core/os/process/exit_status.hpp"

namespace os {

/// Stands for one process, whatever becomes of its PID, and turns readable
/// when that process has ended. The stage holds one for each it watches, and a
/// parent one for each child that it signals and reaps. Threads may share one.
class Pidfd {
 public:
  /// Empty when no process of that PID is left. See pidfd_open(2).
  static std::optional<Pidfd> open(pid_t pid);

  int get() const { return fd_.get(); }
  /// A copy of one of its descriptors, close-on-exec; of none when it has no such
  /// one, or we may not. See pidfd_getfd(2), Linux 5.6.
  Fd copy_of(int descriptor) const;
  bool has_ended() const;
  /// Sends a signal to this process and no other, even when its PID has been
  /// given again; false: it has been reaped. See pidfd_send_signal(2).
  bool send_signal(int signal) const;
  /// Reaps it, being a child of this process, if it has ended; empty while it
  /// runs. A status that went elsewhere, or to no one, is unknown. See P_PIDFD
  /// in waitid(2), Linux 5.4.
  std::optional<ExitStatus> try_reap() const;
  /// Blocks until it has ended, at most until `deadline`.
  void await_end(std::optional<Stamp> deadline) const;

 private:
  explicit Pidfd(Fd fd) : fd_(std::move(fd)) {}
  Fd fd_;
};

}  // namespace os
