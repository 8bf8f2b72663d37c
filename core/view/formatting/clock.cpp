#include "core/view/formatting/clock.hpp"

#include <fmt/format.h>
#include <time.h>

#include <algorithm>

namespace view {
namespace {

using std::chrono::microseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;

/// The moment `t` after `started`, which together may be later than 2262, the last
/// year that a number of nanoseconds reaches.
std::string on_the_wall(record::WallTime started, nanoseconds t) {
  const auto whole_start = std::chrono::floor<seconds>(started);
  const auto whole_t = std::chrono::floor<seconds>(t);
  const nanoseconds parts = (started - whole_start) + (t - whole_t);
  const auto whole_parts = std::chrono::floor<seconds>(parts);
  const auto second = whole_start + whole_t + whole_parts;
  const auto rest = std::chrono::floor<microseconds>(parts - whole_parts);
  const time_t unix_time = second.time_since_epoch().count();
  tm local{};
  ::localtime_r(&unix_time, &local);
  return fmt::format("{:02}:{:02}:{:02}.{:06}", local.tm_hour, local.tm_min, local.tm_sec,
                     rest.count());
}

std::string since_the_beginning(nanoseconds t) {
  const char sign = t.count() < 0 ? '-' : '+';
  const auto us = std::chrono::duration_cast<microseconds>(t).count();
  const auto size = us < 0 ? -us : us;
  return fmt::format("{}{}.{:03} ms", sign, size / 1000, size % 1000);
}

}  // namespace

std::string less_exact(std::string time, std::size_t width) {
  const std::size_t point = time.find('.');
  if (time.size() <= width || point == time.npos) return time;
  const std::size_t end = std::min(time.find_first_not_of("0123456789", point + 1), time.size());
  const std::size_t digits = end - point - 1;
  const std::size_t excess = time.size() - width;
  // With the last digit, the point goes as well.
  const std::size_t cut = excess >= digits ? digits + 1 : excess;
  return time.erase(end - cut, cut);
}

void Clock::begin(const record::Run& run) {
  started_ = run.started ? record::parse_rfc3339(*run.started) : std::nullopt;
}

std::string Clock::at(std::optional<nanoseconds> t) const {
  if (!t || style_ == Time::none) return {};
  if (style_ == Time::wall && started_) return on_the_wall(*started_, *t);
  return since_the_beginning(*t);
}

}  // namespace view
