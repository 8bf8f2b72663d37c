#pragma once

#include <chrono>

#include "core/os/descriptors/fd.hpp"

namespace os {

/// A descriptor that turns readable after a while, for a loop that polls. Who
/// waits for something sets it, and asks it when it is readable. See
/// timerfd_create(2).
class Timer {
 public:
  Timer();

  int get() const { return fd_.get(); }

  /// In `after` from now, and no more at the time it was set to before.
  void set(std::chrono::nanoseconds after);
  void stop();
  /// Whether its time has come; it is stopped then.
  bool take();

 private:
  Fd fd_;
};

}  // namespace os
