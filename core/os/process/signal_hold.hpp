#pragma once

#include <signal.h>

namespace os {

/// While it lives, no signal reaches this process; signals stay pending. Held
/// across a fork so that the child cannot run one of its parent's handlers
/// before it removes them (reset_signals, which also ends the hold). See
/// sigprocmask(2).
class SignalHold {
 public:
  SignalHold() {
    sigset_t all;
    ::sigfillset(&all);
    ::sigprocmask(SIG_BLOCK, &all, &before_);
  }
  SignalHold(const SignalHold&) = delete;
  SignalHold& operator=(const SignalHold&) = delete;
  ~SignalHold() { ::sigprocmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

}  // namespace os
