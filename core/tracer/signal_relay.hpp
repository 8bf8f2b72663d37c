#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "core/os/clock.hpp"
#include "core/os/process/signals.hpp"

namespace tracer {

/// Handles the signals that we get while a program runs in the foreground with us.
/// Signals typed at the terminal have reached the program as well, and signals
/// sent to us are passed on; the second one is meant for us. A command makes it
/// before its first program and keeps it for all of them, so that no signal is
/// lost between two. An observer's loop drives it.
class SignalRelay {
 public:
  /// For whom an interrupt is meant while a program runs.
  enum class First { program, us };
  explicit SignalRelay(First first = First::program);
  SignalRelay(const SignalRelay&) = delete;
  SignalRelay& operator=(const SignalRelay&) = delete;
  /// A typed signal that the program has answered by ending is dropped; all
  /// other pending signals are ours from now on.
  ~SignalRelay();

  const os::SignalFd& signals() const { return signals_; }
  int get() const { return signals_.get(); }

  /// Handles the signals that have come. `program`: its first process, or 0 when that
  /// has ended; `others`: returns its other living processes. SIGTERM and SIGHUP, like
  /// an interrupt, go to the program first, which may handle them as it likes. Returns
  /// the signal that tells us to end, if any: a second one, or the first one two
  /// seconds later.
  using Others = std::function<std::vector<pid_t>()>;
  std::optional<int> handle_pending(pid_t program, const Others& others = {});
  /// When to call it again at the latest; empty: only when a signal comes.
  std::optional<os::Stamp> deadline() const { return deadline_; }

  /// The size of the terminal has changed since this was asked last.
  bool has_resized() { return std::exchange(has_resized_, false); }

  /// The terminal's user wants the job to stop: we must stop once the program
  /// has.
  bool shall_stop() const { return shall_stop_; }
  /// Stops us, until the job goes on.
  void stop();

 private:
  os::SignalFd signals_;
  First first_;
  std::optional<int> end_with(const os::SignalFd::Arrival& arrival, pid_t program,
                              const Others& others);

  bool has_interrupted_ = false;
  bool has_resized_ = false;
  int passed_on_ = 0;                  // the signal that told us to end
  std::optional<os::Stamp> deadline_;  // of the program's answer to that
  bool shall_stop_ = false;
};

}  // namespace tracer
