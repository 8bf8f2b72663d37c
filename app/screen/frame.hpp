#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace app {

/// Of a terminal, in characters.
struct Size {
  int columns = 80;
  int rows = 24;

  bool operator==(const Size&) const = default;
};

/// How a cell looks beside its glyph.
struct Look {
  int ordinal = 0;  ///< in the colour of that process; 0: in none
  bool bold = false;
  bool reverse = false;

  bool operator==(const Look&) const = default;
};

/// What a full screen shows, as a value: rows of cells. A scene is composed into
/// it, the screen draws it, and tests read it as text.
class Frame {
 public:
  struct Cell {
    std::string glyph = " ";  ///< empty: the right half of the glyph before it
    Look look;
  };

  explicit Frame(Size size);

  Size size() const { return size_; }
  const Cell& at(int row, int column) const { return cells_[index_of(row, column)]; }

  /// Draws `text`, which must be harmless, into `room` columns; returns the
  /// column behind it. What has no place, in the room or in the frame, is cut.
  int draw(int row, int column, std::string_view text, Look look, int room);
  /// The same for a text that a view has painted.
  int draw_painted(int row, int column, std::string_view text, int room);
  /// One glyph over and over.
  void rule(int row, int column, std::string_view glyph, int count);
  /// The whole row in reverse, and what is on it.
  void reverse(int row);

  /// The row as text, with the spaces at its end.
  std::string row(int row) const;
  /// All rows, without spaces at their ends, each with a newline.
  std::string text() const;

 private:
  std::size_t index_of(int row, int column) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(size_.columns) +
           static_cast<std::size_t>(column);
  }
  void clear(int row, int column);

  Size size_;
  std::vector<Cell> cells_;
};

}  // namespace app
