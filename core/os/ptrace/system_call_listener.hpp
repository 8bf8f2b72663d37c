#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>

#include "core/os/descriptors/fd.hpp"
#include "core/os/ptrace/tracee.hpp"

namespace os {

/// Installs a filter so that a signal does not break off a call that somebody has
/// begun to look at; 0 where the headers do not know it yet (Linux 5.19).
extern const unsigned kUndisturbed;

/// Hears of the filtered calls of processes that nobody need trace, and holds each
/// until it is answered. An observer polls it; when it is closed the calls of
/// those who are left fail with ENOSYS. See seccomp_unotify(2).
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
  /// Whether its thread still waits. What has been read of the thread's memory
  /// before is its own only then: a PID may stand for another process by now.
  bool still_waits(const Held& held) const;
  /// The call is made as if nobody had asked.
  void let_go(const Held& held) const;
  /// It is not made, and returns `error`, a negative one.
  void refuse(const Held& held, int error) const;
  /// It is not made, and returns a new descriptor of `file` in its process. False:
  /// the thread is gone, or has no room for it, and waits still.
  bool answer_with(const Held& held, const Fd& file, bool closes_on_exec) const;

  /// Nobody is left who could make such a call. Before Linux 6.11 a zombie counts.
  bool is_over() const;
  /// The same, and zombies do not count: looks at every process, and may take one
  /// with a filter of another's for one of these.
  bool may_have_callers() const;

 private:
  Fd fd_;
};

}  // namespace os
