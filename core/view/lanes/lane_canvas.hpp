#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/view/lanes/lane_columns.hpp"
#include "core/view/lanes/lane_glyphs.hpp"
#include "core/view/lanes/lane_row.hpp"
#include "core/view/model/language.hpp"
#include "core/view/model/step.hpp"

namespace view {

/// Draws the lanes row by row: the bars of all living processes, and what one
/// of them does. The lanes drive it: they add and remove processes, which it
/// knows by their ordinals, and say what to draw.
class LaneCanvas {
 public:
  using State = Step::State;

  struct Arrow {
    int from = 0;
    int to = 0;
    std::vector<std::string> labels = {};  ///< the first one that fits; the last one may be cut
    bool births = false;                   ///< it leads to a process that begins there
    bool carries_value = false;            ///< if the label is cut, the text of the drawing shows
                                           ///< the value
  };

  /// One act of a process.
  struct Drawing {
    int process = 0;
    std::string_view glyph = " ";
    std::string text;   ///< unless an arrow says it; harmless
    std::string brief;  ///< a shorter text if the text takes more than a row
    std::string least;  ///< the shortest if that does, too; cut to a row
    bool is_print = false;
    bool is_label = false;  ///< the text is the name of the process
    State state = State::running;
    std::optional<Arrow> arrow;
    std::string time;
  };

  /// `is_window`: only the last rows are visible, below heads(). Then there are no names
  /// among the rows, and take_move() says when to draw them again.
  LaneCanvas(const LaneGlyphs& glyphs, bool colour, std::size_t width, std::size_t time_width,
             bool is_window, Language language = Language::english);

  LaneColumns& columns() { return columns_; }
  const LaneColumns& columns() const { return columns_; }

  /// In a window: whether the columns have moved since the last call, or since the
  /// rows were redrawn.
  bool take_move() { return std::exchange(has_moved_, false); }
  /// The rows of the window have been redrawn.
  void begin_anew();

  const LaneGlyphs& glyphs() const { return *glyphs_; }

  /// Gives the process a column; returns the names of all others if that moved
  /// them.
  std::string admit(int process, std::string_view unit);

  /// The names of all, where some were admitted without a row of their own.
  std::string names_again(std::string_view unit);

  /// Sets its name with the PID, and without; it acts.
  void call(int process, std::string label, std::string name);

  /// It has ended; its column stays until it is dismissed.
  void end(int process) { columns_.end(process); }
  void dismiss(int process);

  /// Its bar shows that from now on.
  void turn(int process, State state);

  /// Whether an arrow between the two would be visible.
  bool can_join(int a, int b) const;

  std::string draw(const Drawing& drawing);

  /// If so many rows have been drawn that the names are out of sight,
  /// rearranges the columns and returns the names.
  std::string names_after_a_screenful(std::string_view unit);

  /// The names above the columns, the first line of each, including ended processes
  /// while their columns are free. This is not a row of the drawing.
  std::string heads(std::string_view unit) const;

 private:
  struct Lane {
    std::string label;
    std::string name;
    State state = State::running;
  };

  /// Lines in the column of a process, from some row on.
  struct Block {
    std::size_t left;
    std::size_t row;
    std::vector<std::string> lines;
    int ordinal;
  };

  LaneRow row_with(std::string_view time) const;
  std::string_view bar_of(State state) const;
  void draw_bars(LaneRow& row) const;
  bool draw_arrow(LaneRow& row, const Arrow& arrow, int ordinal) const;
  std::string label_for(const Arrow& arrow, std::size_t room, bool& whole) const;
  Block block(int process, const std::string& text, bool is_print, std::size_t row) const;
  const std::string& label_of(int process) const;
  Block shorter(const Drawing& drawing, std::size_t row, Block told) const;
  std::string shared_text(const Drawing& drawing, bool said_by_arrow) const;
  std::vector<Block> blocks_of(const Drawing& drawing, bool said_by_arrow) const;
  std::string names(std::string_view unit);
  /// The names of the living processes, or of all, as blocks on that row.
  std::vector<Block> named(LaneRow& first, bool with_gone) const;
  std::string rows(const LaneRow& first, const std::vector<Block>& blocks);

  const LaneGlyphs* glyphs_;
  bool colour_;
  std::size_t width_;
  std::size_t time_width_;
  LaneColumns columns_;
  std::map<int, Lane> lanes_;
  std::map<int, std::string> farewells_;  // labels of processes that are gone
  bool is_window_;
  Language language_;
  bool has_moved_ = false;
  std::size_t rows_ = 0;  // since the names were last shown
};

}  // namespace view
