#include "core/view/side_by_side.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "core/view/display_width.hpp"
#include "core/view/palette.hpp"

namespace view {
namespace {

constexpr int kGap = 3;  // columns between the two, if there is room

std::vector<std::string_view> rows_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// Colours have no width.
std::size_t width_of(std::string_view line) {
  std::size_t width = 0;
  for (const Painted& piece : unpainted(line)) width += display_width(piece.text);
  return width;
}

/// The right one begins at `column`.
std::string joined(std::string_view left, std::string_view right, std::size_t column) {
  const auto lefts = rows_of(left);
  const auto rights = rows_of(right);
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
  return render(*lanes(style), shown.run, shown.page);
}

}  // namespace

std::string side_by_side(const Shown& left, const Shown& right, const Style& style) {
  if (style.plain || style.width < kWidthForTwo)
    return picture(left, style) + picture(right, style);
  Style half = style;
  half.width = std::max(kNarrowestLanes, (style.width - kGap) / 2);
  const auto column = static_cast<std::size_t>(style.width - half.width);
  return joined(picture(left, half), picture(right, half), column);
}

}  // namespace view
