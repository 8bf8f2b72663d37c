#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "core/view/formatting/clock.hpp"

namespace view {

/// The times of the lanes, in a column that never changes its width. The lanes
/// drive it: the head of the run first, then the time of each event.
class LaneTime {
 public:
  explicit LaneTime(Time style) : style_(style), clock_(style) {}

  void begin(const record::Run& run) { clock_.begin(run); }

  /// The width of a time in columns; 0: no times are shown.
  std::size_t width() const;

  /// The heading of the times: "ms".
  std::string_view unit() const;

  /// "0.212", or the wall-clock time; less exact if it would be too wide.
  std::string at(std::optional<std::chrono::nanoseconds> t) const;

 private:
  Time style_;
  Clock clock_;
};

}  // namespace view
