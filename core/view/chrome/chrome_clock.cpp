#include "core/view/chrome/chrome_clock.hpp"

#include <algorithm>

namespace view {
namespace {

constexpr std::int64_t kMillisecond = 1000;
// Some years: a record may claim any time, and sums must not overflow.
constexpr std::int64_t kLongest = 100'000'000'000'000;

}  // namespace

void ChromeClock::begin_run() {
  base_ = now_ < 0 ? 0 : now_ + kMillisecond;
}

std::int64_t ChromeClock::at(std::optional<std::chrono::nanoseconds> t) {
  const std::int64_t step = now_ < base_ ? 0 : kMillisecond;
  const std::int64_t wanted = t ? base_ + std::clamp<std::int64_t>(t->count() / 1000, 0, kLongest)
                                : std::max(now_, base_) + step;
  now_ = std::max(wanted, now_ + 1);
  return now_;
}

}  // namespace view
