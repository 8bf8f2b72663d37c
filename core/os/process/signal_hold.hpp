#pragma once

#include <signal.h>

namespace os {

/// While it lives, no signal reaches this process: they wait. Held across a
/// fork, so that a child that is to get rid of its parent's handlers
/// (reset_signals, which ends the hold) cannot run one before. See
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
