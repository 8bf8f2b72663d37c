#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace view {

/// The times of a document of trace events, in microseconds: strictly increasing,
/// and each run begins where the previous one has ended. A view drives it: each
/// run, then each event.
///
/// Whole microseconds, because readers add times and lengths as floating-point
/// numbers: with fractions, slices that touch would overlap by a little.
class ChromeClock {
 public:
  void begin_run();

  /// The time of an event; one that has none comes a millisecond after the last.
  std::int64_t at(std::optional<std::chrono::nanoseconds> t);

  /// The first moment after the last.
  std::int64_t tick() { return ++now_; }

  /// The last moment.
  std::int64_t now() const { return now_; }

 private:
  std::int64_t now_ = -1;
  std::int64_t base_ = 0;
};

}  // namespace view
