#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace view {

/// One row of the lanes; bars, arrows and texts are drawn over each other. The
/// lanes make a row, draw on it and take its text.
class LaneRow {
 public:
  explicit LaneRow(std::size_t width) : cells_(width) {}

  /// Draws `text` from the column `left` on, in the colour of the process with
  /// that ordinal; 0: no colour. What is outside the row is left out.
  void draw(std::size_t left, std::string_view text, int ordinal);

  bool is_blank(std::size_t column) const;

  /// Without spaces at its end, with a newline.
  std::string text(bool colour) const;

 private:
  struct Cell {
    std::string glyph = " ";  // empty: the right half of the glyph before it
    int ordinal = 0;
  };

  void clear(std::size_t column);

  std::vector<Cell> cells_;
};

}  // namespace view
