#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

#include "core/record/rfc3339.hpp"
#include "core/view/view.hpp"

namespace view {

/// "+1000.123 ms" within 11 columns is "+1000.12 ms": less exact if it would be
/// too wide, but still too wide if no digit is left after the point.
std::string less_exact(std::string time, std::size_t width);

/// Writes the times of a run as the reader wants them. A view drives it: the
/// head of the run first, then the time of each event.
class Clock {
 public:
  explicit Clock(Time style) : style_(style) {}

  void begin(const record::Run& run);

  /// "+0.212 ms" since the demo began, or "15:14:02.123456" in the local time
  /// zone, rounded down to microseconds. Empty when the event has no time or
  /// none is wanted. Without the start time of the run, times are relative.
  std::string at(std::optional<std::chrono::nanoseconds> t) const;

 private:
  Time style_;
  std::optional<record::WallTime> started_;
};

}  // namespace view
