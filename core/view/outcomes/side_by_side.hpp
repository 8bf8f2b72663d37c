#pragma once

#include <string>

#include "core/view/lanes/lanes.hpp"
#include "core/view/view.hpp"

namespace view {

/// From so many columns on, two pictures stand next to each other.
inline constexpr int kWidthForTwo = 2 * kNarrowestLanes;

/// A run, and the program that it is of.
struct Shown {
  const record::Timeline& run;
  Page page;
};

/// Two runs in lanes, to be compared: next to each other, each in half of
/// `style.width`, or the second below the first where there is no room for that,
/// or no columns are wanted (`style.plain`). Each has its own time, from 0 on.
std::string side_by_side(const Shown& left, const Shown& right, const Style& style);

}  // namespace view
