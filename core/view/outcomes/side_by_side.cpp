#include "core/view/outcomes/side_by_side.hpp"

#include <algorithm>
#include <string_view>

#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/palette.hpp"
#include "core/view/formatting/split_lines.hpp"

namespace view {
namespace {

constexpr int kGap = 3;  // columns between the two, if there is room

/// Colours have no width.
std::size_t width_of(std::string_view line) {
  std::size_t width = 0;
  for (const Painted& piece : unpainted(line)) width += display_width(piece.text);
  return width;
}

/// The right one begins at `column`.
std::string joined(std::string_view left, std::string_view right, std::size_t column) {
  const auto lefts = split_lines(left);
  const auto rights = split_lines(right);
  std::string text;
  for (std::size_t i = 0; i < std::max(lefts.size(), rights.size()); ++i) {
    const std::string_view line = i < lefts.size() ? lefts[i] : std::string_view();
    text += line;
    if (i < rights.size() && !rights[i].empty()) {
      text.append(column - std::min(width_of(line), column), ' ');
      text += rights[i];
    }
    text += '\n';
  }
  return text;
}

std::string picture(const Shown& shown, const Style& style) {
  return render(*lanes(style), shown.run, shown.listing);
}

}  // namespace

std::string beside(const Drawing& left, const Drawing& right, const Style& style) {
  if (style.plain || style.width < kWidthForTwo) return left(style) + right(style);
  Style half = style;
  half.width = std::max(kNarrowestLanes, (style.width - kGap) / 2);
  const auto column = static_cast<std::size_t>(style.width - half.width);
  return joined(left(half), right(half), column);
}

std::string side_by_side(const Shown& left, const Shown& right, const Style& style) {
  return beside([&](const Style& half) { return picture(left, half); },
                [&](const Style& half) { return picture(right, half); }, style);
}

}  // namespace view
