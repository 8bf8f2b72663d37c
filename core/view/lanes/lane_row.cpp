#include "core/view/lanes/lane_row.hpp"

#include "core/record/utf8.hpp"
#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/palette.hpp"

namespace view {

void LaneRow::draw(std::size_t left, std::string_view text, int ordinal) {
  std::size_t column = left;
  while (!text.empty()) {
    const auto next = record::decode_utf8(text);
    const std::string_view bytes = text.substr(0, next.length);
    const auto width = static_cast<std::size_t>(display_width(next.code));
    text.remove_prefix(next.length);
    if (column + width > cells_.size()) return;
    if (width == 0) {
      // It combines with the previous glyph.
      std::size_t before = column;
      while (before > 0 && cells_[--before].glyph.empty()) continue;
      cells_[before].glyph += bytes;
      continue;
    }
    for (std::size_t i = 0; i < width; ++i) clear(column + i);
    cells_[column] = {std::string(bytes), ordinal};
    for (std::size_t i = 1; i < width; ++i) cells_[column + i] = {"", ordinal};
    column += width;
  }
}

bool LaneRow::is_blank(std::size_t column) const {
  return cells_[column].glyph == " ";
}

/// Half a glyph cannot be shown: removes the other half as well.
void LaneRow::clear(std::size_t column) {
  if (cells_[column].glyph.empty() && column > 0) cells_[column - 1] = {};
  if (column + 1 < cells_.size() && cells_[column + 1].glyph.empty()) cells_[column + 1] = {};
  cells_[column] = {};
}

std::string LaneRow::text(bool colour) const {
  std::size_t end = cells_.size();
  while (end > 0 && is_blank(end - 1)) --end;
  std::string text;
  for (std::size_t begin = 0; begin < end;) {
    const int ordinal = cells_[begin].ordinal;
    std::string run;
    for (; begin < end && cells_[begin].ordinal == ordinal; ++begin) run += cells_[begin].glyph;
    text += colour && ordinal > 0 ? painted(run, ordinal) : run;
  }
  return text + "\n";
}

}  // namespace view
