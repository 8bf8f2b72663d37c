#pragma once

#include <signal.h>

#include <initializer_list>
#include <optional>
#include <vector>

#include "core/os/descriptors/fd.hpp"

namespace os {

/// Delivers signals as data: while it lives they are blocked and queue up in a
/// descriptor that a loop polls, so no handler ever runs. See signalfd(2).
class SignalFd {
 public:
  explicit SignalFd(std::initializer_list<int> signals);
  SignalFd(const SignalFd&) = delete;
  SignalFd& operator=(const SignalFd&) = delete;
  ~SignalFd();

  int get() const { return fd_.get(); }
  /// The next signal that has come; empty when none has.
  std::optional<int> next();

  /// A signal that has come, and its origin.
  struct Arrival {
    int signal;
    bool is_typed;  ///< at the terminal: the whole foreground job has received it
  };
  /// All that have come: the kernel keeps at most one of each kind.
  std::vector<Arrival> arrivals();

 private:
  sigset_t before_{};
  Fd fd_;
};

/// The signals that come from other processes: those about a process's own
/// children, windows or faults are left out.
std::vector<int> signals_from_outside();

/// Whether the C library keeps this signal for its own threads. See nptl(7).
constexpr bool is_reserved(int signal) {
  return signal == 32 || signal == 33;
}

/// Gives a forked child the signal state of a fresh program: none blocked,
/// ignored or handled. A crash must not run its parent's handlers.
void reset_signals();

/// Restores the default action of these signals, which a library may have
/// changed.
void make_default(std::initializer_list<int> signals);

/// Called once, at the start of the program: from now on a write into a pipe without
/// a reader fails with EPIPE, and a write beyond the file size limit with EFBIG,
/// instead of ending this process; and the ends of children are reported even if we
/// were started with SIGCHLD ignored.
void prepare_signals();
/// Called in a forked child: all signals are blocked, ignored or not as they were when
/// this process was started, whatever it has done to them since. No handler is left.
void restore_signals();

/// A signal that asks this process to end (INT, TERM, HUP, QUIT) and waits,
/// blocked, to be taken.
std::optional<int> pending_end();

/// Applies the default action of `signal` to this process, now: SIGINT ends it,
/// SIGTSTP stops it until SIGCONT. Returns after a stop.
void suffer(int signal);

}  // namespace os
