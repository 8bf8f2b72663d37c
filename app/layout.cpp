#include "app/layout.hpp"

#include <algorithm>

#include "core/view/display_width.hpp"

namespace app {
namespace {

/// From here on, listing and lanes stand side by side.
constexpr int kWide = 124;
/// The lanes need that much.
constexpr int kNarrowestLanes = 60;

int widest(const std::vector<Scene::Line>& listing) {
  std::size_t width = 0;
  for (const auto& line : listing) width = std::max(width, view::display_width(line.text));
  return static_cast<int>(width);
}

}  // namespace

Layout::Layout(const std::vector<Scene::Line>& page, Size size) {
  const int lines = static_cast<int>(page.size());
  side_by_side = size.columns >= kWide;
  keys = size.rows - 1;
  sheet = {1, 0, size.rows - 2, size.columns};
  // A heading, two rules (one side by side) and the keys.
  const int room = size.rows - (side_by_side ? 3 : 4);
  const int text = std::clamp(room * 3 / 10, 6, 14);
  rule = keys - text - 1;
  below = {rule + 1, 0, text, size.columns};
  if (side_by_side) {
    const int left = std::clamp(widest(page) + kGutter + 1, size.columns / 3,
                                size.columns - kNarrowestLanes - 2);
    listing = {1, 0, rule - 1, left};
    lanes = {1, left + 2, rule - 1, size.columns - left - 2};
  } else {
    listing = {1, 0, std::min((room - text) / 2, std::max(lines, 4)), size.columns};
    const int top = listing.row + listing.rows + 1;
    lanes = {top, 0, rule - top, size.columns};
  }
}

}  // namespace app
