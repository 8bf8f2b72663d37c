#pragma once

#include <chrono>

#include "core/os/descriptors/fd.hpp"

namespace os {

/// A descriptor that turns readable after a given time, for a loop that polls.
/// The loop sets it, and calls take() when it is readable. See
/// timerfd_create(2).
class Timer {
 public:
  Timer();

  int get() const { return fd_.get(); }

  /// To `after` from now; an earlier setting no longer counts.
  void set(std::chrono::nanoseconds after);
  void stop();
  /// Whether its time has come; if so, it is stopped.
  bool take();

 private:
  Fd fd_;
};

}  // namespace os
