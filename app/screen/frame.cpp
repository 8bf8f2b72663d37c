#include "app/screen/frame.hpp"

#include <algorithm>

#include "core/record/utf8.hpp"
#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/palette.hpp"

namespace app {

Frame::Frame(Size size)
    : size_{std::max(size.columns, 1), std::max(size.rows, 1)},
      cells_(static_cast<std::size_t>(size_.columns) * static_cast<std::size_t>(size_.rows)) {}

int Frame::draw(int row, int column, std::string_view text, Look look, int room) {
  if (row < 0 || row >= size_.rows || column < 0) return column;
  const int end = std::min(size_.columns, column + std::max(room, 0));
  int last = -1;  // the glyph that a combining character belongs to
  while (!text.empty()) {
    const auto next = record::decode_utf8(text);
    const std::string_view bytes = text.substr(0, next.length);
    const int width = view::display_width(next.code);
    text.remove_prefix(next.length);
    if (width == 0) {
      if (last >= 0) cells_[index_of(row, last)].glyph += bytes;
      continue;
    }
    if (column + width > end) break;
    for (int i = 0; i < width; ++i) {
      clear(row, column + i);
      cells_[index_of(row, column + i)] = {i == 0 ? std::string(bytes) : std::string(), look};
    }
    last = column;
    column += width;
  }
  return column;
}

int Frame::draw_painted(int row, int column, std::string_view text, int room) {
  const int end = column + room;
  for (const auto& piece : view::unpainted(text))
    column = draw(row, column, piece.text, {piece.ordinal, piece.highlighted, false}, end - column);
  return column;
}

void Frame::rule(int row, int column, std::string_view glyph, int count) {
  for (int i = 0; i < count; ++i) draw(row, column + i, glyph, {}, 1);
}

void Frame::reverse(int row) {
  if (row < 0 || row >= size_.rows) return;
  for (int column = 0; column < size_.columns; ++column)
    cells_[index_of(row, column)].look.reverse = true;
}

/// Half a glyph cannot be shown: removes the other half as well.
void Frame::clear(int row, int column) {
  const std::size_t index = index_of(row, column);
  if (cells_[index].glyph.empty() && column > 0) cells_[index - 1].glyph = " ";
  if (column + 1 < size_.columns && cells_[index + 1].glyph.empty()) cells_[index + 1].glyph = " ";
}

std::string Frame::row(int row) const {
  std::string text;
  for (int column = 0; column < size_.columns; ++column) text += at(row, column).glyph;
  return text;
}

std::string Frame::text() const {
  std::string text;
  for (int number = 0; number < size_.rows; ++number) {
    text += row(number);
    while (text.ends_with(' ')) text.pop_back();
    text += '\n';
  }
  return text;
}

}  // namespace app
