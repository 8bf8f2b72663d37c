#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/record/timeline.hpp"
#include "core/view/lanes/lanes.hpp"

namespace app {

/// The lanes of the run that is going on, as rows for a part of a screen. A
/// full-screen session is told the run, hands it on to this, and asks for rows.
///
/// A row is drawn once, when its event comes. Where the columns have moved, or the width
/// is another, only so many are drawn again as a window has room for, however long the
/// run is: so all rows in sight, and the names above them, have the same columns. A run
/// that is made again has its columns from the beginning.
class LanePane : public record::Consumer {
 public:
  explicit LanePane(const view::Style& style);

  /// The rows go with what was there before.
  void begin(const record::Run& run) override;
  void event(const record::Event& event) override;
  void end(const record::End& end) override;

  /// What a process has done that is no event of the run.
  struct Row {
    std::size_t made = 0;  ///< so many choices have led to it
    pid_t pid = 0;
    std::string name;
    probe::Act act;
  };
  void add_row(const Row& row);
  /// The run was made again, and is where so many choices have been made: the rows
  /// that were added until then are there again, and the others are forgotten.
  void restore_rows(std::size_t made);

  /// The next run has at most so many processes at once.
  void expect(std::size_t processes) { expected_ = processes; }

  void set_width(int columns);
  /// At most the last `count` rows, painted.
  std::vector<std::string> last_rows(std::size_t count);
  std::string heads();

  /// The whole picture, as a view writes it in that style.
  std::string picture(const view::Style& style, std::string_view title) const;

 private:
  /// A row, as the event it would be, below so many events and rows.
  struct Added {
    std::size_t made;
    std::size_t below;
    record::Event event;
  };

  void draw_again(const std::optional<view::LanesView::Seating>& seating);
  void draw_if_moved();
  void add(const std::string& rows);

  view::Style style_;
  std::unique_ptr<view::LanesView> view_;
  record::Timeline run_;
  bool has_ended_ = false;
  bool has_moved_ = false;  // columns, since the rows were drawn
  std::size_t expected_ = 0;
  std::size_t known_ = 0;  // processes at once, in this run and those of the same demo before
  std::vector<Added> added_;
  std::vector<std::string> rows_;
};

}  // namespace app
