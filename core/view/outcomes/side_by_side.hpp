#pragma once

#include <functional>
#include <string>

#include "core/view/lanes/lanes.hpp"
#include "core/view/view.hpp"

namespace view {

/// From this width on, two pictures are side by side.
inline constexpr int kWidthForTwo = 2 * kNarrowestLanes;

/// A run, and the source of its program.
struct Shown {
  const record::Timeline& run;
  SourceListing listing;
};

/// Two runs in lanes, to be compared: side by side, each in half of
/// `style.width`, or the second below the first if there is no room for that, or
/// no columns are wanted (`style.plain`). Each has its own time, from 0.
std::string side_by_side(const Shown& left, const Shown& right, const Style& style);

/// Draws what is compared, into columns of that style.
using Drawing = std::function<std::string(const Style& style)>;

/// The same of any two drawings.
std::string beside(const Drawing& left, const Drawing& right, const Style& style);

}  // namespace view
