#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>

#include "core/os/descriptors/fd.hpp"
#include "core/os/ptrace/tracee.hpp"

namespace os {

/// Flag for a filter: a signal does not interrupt a call that its listener has
/// received. 0 where the headers do not define it yet (Linux 5.19).
extern const unsigned kUndisturbed;

/// Receives the filtered calls of processes, which need not be traced, and holds
/// each until it is answered. An observer polls it; when it is closed, these calls
/// of the remaining processes fail with ENOSYS. See seccomp_unotify(2).
class SystemCallListener {
 public:
  /// A call that waits for an answer.
  struct Held {
    std::uint64_t id;
    pid_t thread;
    SystemCall call;
  };

  explicit SystemCallListener(Fd fd) : fd_(std::move(fd)) {}

  int get() const { return fd_.get(); }
  const Fd& descriptor() const { return fd_; }

  /// The next call; empty when there is none for now.
  std::optional<Held> next() const;
  /// Whether its thread still waits. Only then is memory that was read before
  /// certain to be the thread's own: its ID may have been reused.
  bool still_waits(const Held& held) const;
  /// The call is made as if there were no listener.
  void let_go(const Held& held) const;
  /// The call is not made, and returns `error`, a negative number.
  void refuse(const Held& held, int error) const;
  /// The call is not made, and returns a new descriptor of `file` in its process.
  /// False: the thread is gone, or its process has no free descriptor and the call
  /// still waits.
  bool answer_with(const Held& held, const Fd& file, bool closes_on_exec) const;

  /// No process is left that could make such a call. Before Linux 6.11 a zombie
  /// counts.
  bool is_over() const;
  /// The opposite, without zombies: looks at every process, and may mistake one
  /// with somebody else's filter for one of these.
  bool may_have_callers() const;

 private:
  Fd fd_;
};

}  // namespace os
