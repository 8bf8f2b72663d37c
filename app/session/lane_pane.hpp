#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/record/timeline.hpp"
#include "core/view/lanes/lanes.hpp"

namespace app {

/// The lanes of the current run, as rows for a part of a screen. A full-screen
/// session passes the run on to it, and asks for rows.
///
/// A row is drawn once, when its event comes. If the columns move or the width changes,
/// only as many rows are redrawn as a window can show, however long the run is; so all
/// visible rows, and the names above them, have the same columns. A repeated run has its
/// columns from the beginning.
class LanePane : public record::Consumer {
 public:
  explicit LanePane(const view::Style& style);

  /// Removes the rows of the previous run.
  void begin(const record::Run& run) override;
  void event(const record::Event& event) override;
  void end(const record::End& end) override;

  /// Shows a recorded run up to so many events, whatever was shown before.
  void show(const record::Timeline& run, std::size_t events);

  /// Something that a process has done without an event.
  struct Row {
    std::size_t made = 0;  ///< how many choices led to it
    int process = 0;       ///< its number, as events have it
    probe::Act act;
  };
  void add_row(const Row& row);
  /// The run was repeated up to so many choices: restores the rows added until
  /// then, and drops the others.
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
  /// An added row, as the event that it would be, below so many events and
  /// rows.
  struct Added {
    std::size_t made;
    std::size_t below;
    record::Event event;
  };

  std::string rows_of(const record::Event& event);
  void draw_again(const std::optional<view::LanesView::Seating>& seating);
  void draw_if_moved();
  void add(const std::string& rows);

  view::Style style_;
  std::unique_ptr<view::LanesView> view_;
  record::Timeline run_;
  bool has_ended_ = false;
  bool has_moved_ = false;  // the columns have moved since the rows were drawn
  std::size_t expected_ = 0;
  std::size_t known_ = 0;  // most processes at once, in this run and earlier runs of the demo
  std::vector<Added> added_;
  std::vector<std::string> rows_;
};

}  // namespace app
