#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "core/os/clock.hpp"
#include "core/os/process/signals.hpp"

namespace tracer {

/// What to do with the signals that we get while a program runs, which is in the
/// foreground with us. What is typed at the terminal has reached the program as
/// well, and what somebody sent us is passed on; the second time it is meant for
/// us. Whoever has a program run makes it before, and keeps it from one program to
/// the next: no signal is lost between two. An observer's loop drives it.
class SignalRelay {
 public:
  /// Whom an interrupt is meant for that comes while a program runs.
  enum class First { program, us };
  explicit SignalRelay(First first = First::program);
  SignalRelay(const SignalRelay&) = delete;
  SignalRelay& operator=(const SignalRelay&) = delete;
  /// What was typed for a program that has answered it with its end is no longer
  /// meant for anybody; all else that has come is ours from now on.
  ~SignalRelay();

  const os::SignalFd& signals() const { return signals_; }
  int get() const { return signals_.get(); }

  /// Takes the signals that have come. `program`: its first process, or 0 when
  /// that has ended; `others`: asked what else of it lives. SIGTERM and SIGHUP, like an
  /// interrupt, go to the program first, which may answer them as it likes. Returns
  /// the signal that tells us to end, if one does: a second one, or the first when
  /// the program has been given two seconds.
  using Others = std::function<std::vector<pid_t>()>;
  std::optional<int> handle_pending(pid_t program, const Others& others = {});
  /// When to call it again at the latest; empty: when a signal comes.
  std::optional<os::Stamp> deadline() const { return deadline_; }

  /// The size of the terminal has changed since this was asked last.
  bool has_resized() { return std::exchange(has_resized_, false); }

  /// The terminal's user wants the job to stop: we have to when the program has.
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
