#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>

#include "core/os/clock.hpp"
#include "core/probe/watcher.hpp"

namespace mp {

/// How long a call may wait, made from any std::chrono duration: whole or
/// fractional, and of any length. Zero or less means "not at all".
class Limit {
 public:
  template <typename Rep, typename Period>
  Limit(std::chrono::duration<Rep, Period> duration) {
    const std::chrono::duration<double> seconds = duration;
    // The clock can hold three centuries of nanoseconds: more means forever.
    if (seconds.count() >= kForEver) {
      for_ever_ = true;
    } else if (seconds.count() > 0) {
      span_ = std::chrono::duration_cast<std::chrono::nanoseconds>(duration);
    }
  }

  /// "Not now": the call does not wait.
  static Limit none() { return std::chrono::nanoseconds(0); }

  /// How long, at most a century.
  std::chrono::nanoseconds span() const {
    return for_ever_ ? std::chrono::seconds(static_cast<long>(kForEver)) : span_;
  }
  /// The point in time, counted from now.
  probe::Deadline deadline() const {
    if (for_ever_) return std::nullopt;
    return probe::now() + span_;
  }

 private:
  static constexpr double kForEver = 3e9;

  std::chrono::nanoseconds span_{0};
  bool for_ever_ = false;
};

}  // namespace mp
