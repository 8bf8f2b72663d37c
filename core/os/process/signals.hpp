#pragma once

#include <signal.h>

#include <initializer_list>
#include <optional>
#include <vector>

#include "core/os/descriptors/fd.hpp"

namespace os {

/// Takes signals as data: while it lives they are blocked and queue up in a
/// descriptor that one loop polls, so no handler ever runs. See signalfd(2).
class SignalFd {
 public:
  explicit SignalFd(std::initializer_list<int> signals);
  SignalFd(const SignalFd&) = delete;
  SignalFd& operator=(const SignalFd&) = delete;
  ~SignalFd();

  int get() const { return fd_.get(); }
  /// The next signal that has come; empty when none has.
  std::optional<int> next();

  /// A signal that has come, and where from.
  struct Arrival {
    int signal;
    bool is_typed;  ///< at the terminal: whoever else is in the foreground has it, too
  };
  /// All that have come: one of each kind, and no more are kept by the kernel.
  std::vector<Arrival> arrivals();

  /// Called in a forked child: what was blocked before counts for it again.
  void undo() const;

 private:
  sigset_t before_{};
  Fd fd_;
};

/// Those that somebody else may send, and that tell nothing about a process's own
/// children, windows or faults.
std::vector<int> signals_from_outside();

/// Whether the C library keeps this signal for its own threads. See nptl(7).
constexpr bool is_reserved(int signal) {
  return signal == 32 || signal == 33;
}

/// Gives a forked child what a fresh program has: no signal blocked, ignored or
/// handled. A crash must not run its parent's handlers.
void reset_signals();

/// Takes back what a library may have set for these signals: each does what it
/// does by default.
void make_default(std::initializer_list<int> signals);

/// Called once, at the start of the program: from now on a write into a pipe without
/// a reader fails with EPIPE, and one beyond the limit of a file's size with EFBIG,
/// instead of ending this process, and the ends of children are told even where
/// whoever started us ignored them.
void prepare_signals();
/// Called in a forked child: those signals do again what they did when this process
/// was started.
void restore_signals();

/// A signal that asks this process to end (INT, TERM, HUP, QUIT) and waits,
/// blocked, to be taken.
std::optional<int> pending_end();

/// Lets `signal` do what it does by default to this process, now: SIGINT ends
/// it, SIGTSTP stops it until SIGCONT. Returns after a stop.
void suffer(int signal);

}  // namespace os
