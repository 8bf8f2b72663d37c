#include "core/view/lanes/lane_time.hpp"

#include <utility>

namespace view {
namespace {

constexpr std::string_view kUnit = " ms";

}  // namespace

std::size_t LaneTime::width() const {
  if (style_ == Time::none) return 0;
  return style_ == Time::wall ? 15 : 9;  // 15:14:02.123456, 99999.999
}

std::string_view LaneTime::unit() const {
  return style_ == Time::relative ? "ms" : "";
}

std::string LaneTime::at(std::optional<std::chrono::nanoseconds> t) const {
  std::string time = clock_.at(t);
  if (style_ == Time::relative && time.ends_with(kUnit)) time.resize(time.size() - kUnit.size());
  if (time.starts_with('+')) time.erase(0, 1);
  return less_exact(std::move(time), width());
}

}  // namespace view
