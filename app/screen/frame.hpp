#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace app {

/// The size of a terminal, in characters.
struct Size {
  int columns = 80;
  int rows = 24;

  bool operator==(const Size&) const = default;
};

/// The look of a cell's glyph.
struct Look {
  int ordinal = 0;  ///< in the colour of that process; 0: no colour
  bool bold = false;
  bool reverse = false;

  bool operator==(const Look&) const = default;
};

/// The content of a full screen, as a value: rows of cells. compose() makes it
/// from a scene, the screen draws it, and tests read it as text.
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
  /// column after it. What does not fit into the room or the frame is cut.
  int draw(int row, int column, std::string_view text, Look look, int room);
  /// The same for a text that a view has painted.
  int draw_painted(int row, int column, std::string_view text, int room);
  /// Repeats one glyph.
  void rule(int row, int column, std::string_view glyph, int count);
  /// Shows the whole row in reverse.
  void reverse(int row);

  /// The row as text, with trailing spaces.
  std::string row(int row) const;
  /// All rows, without trailing spaces, each with a newline.
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
