#include "app/screen/layout.hpp"

#include <algorithm>

#include "core/view/formatting/display_width.hpp"

namespace app {
namespace {

/// From this width on, listing and lanes are side by side.
constexpr int kWide = 124;
/// The minimum width of the lanes.
constexpr int kNarrowestLanes = 60;

/// The rows that each of them keeps, however much there is below.
constexpr int kFewestLanes = 4;
constexpr int kFewestLines = 5;

int widest(const std::vector<Scene::Line>& listing) {
  std::size_t width = 0;
  for (const auto& line : listing) width = std::max(width, view::display_width(line.text));
  return static_cast<int>(width);
}

}  // namespace

Layout::Layout(const std::vector<Scene::Line>& page, Size size, Need need) {
  const int lines = static_cast<int>(page.size());
  side_by_side = size.columns >= kWide;
  keys = size.rows - 1;
  overlay = {need.heading, 0, keys - need.heading, size.columns};
  // Without the heading, the rule below it all, the one between (not side by side), and
  // the keys.
  const int room = size.rows - need.heading - (side_by_side ? 2 : 3);
  const int usual = std::clamp((room + need.heading - 1) * 3 / 10, 6, 14);
  const int page_rows =
      side_by_side ? room - usual : std::min((room - usual) / 2, std::max(lines, 4));
  const int fewest = side_by_side ? kFewestLines : kFewestLanes + std::min(page_rows, kFewestLines);
  const int text = std::max(usual, std::min(need.below, room - fewest));
  rule = keys - text - 1;
  below = {rule + 1, 0, text, size.columns};
  const int top = need.heading;
  if (side_by_side) {
    const int left = std::clamp(widest(page) + kGutter + 1, size.columns / 3,
                                size.columns - kNarrowestLanes - 2);
    listing = {top, 0, rule - top, left};
    lanes = {top, left + 2, rule - top, size.columns - left - 2};
  } else {
    listing = {top, 0, std::min(page_rows, room - text - kFewestLanes), size.columns};
    const int first = listing.row + listing.rows + 1;
    lanes = {first, 0, rule - first, size.columns};
  }
}

}  // namespace app
