#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/view/model/language.hpp"
#include "core/view/model/lifeline_columns.hpp"
#include "core/view/model/step.hpp"
#include "core/view/svg/svg_sheet.hpp"

namespace view {

/// The lanes of one run as a drawing: time downwards, a column for each process.
/// The svg view adds the steps one after the other, then the conclusion, and
/// takes the drawing, whose columns are as wide as their number allows. Of a long run it
/// takes the rows in between, too, so that no more are kept.
class SvgPicture {
 public:
  /// `unit` is the heading of the times, `ellipsis` marks omitted text.
  SvgPicture(std::string heading, std::string_view unit, std::string_view ellipsis,
             Language language);
  SvgPicture(const SvgPicture&) = delete;
  SvgPicture& operator=(const SvgPicture&) = delete;
  ~SvgPicture();

  /// The next event. `time` is shown beside it; `label` names its process if
  /// its lifeline begins here, `born_label` the other process whose lifeline
  /// begins.
  void add(Step step, std::string time, std::string label, std::string born_label);

  /// An event without a row: what it changes shows from the next one on. `label` and
  /// `born_label` as above.
  void pass(Step step, std::string label, std::string born_label);

  /// How many rows are kept.
  std::size_t rows() const { return rows_.size(); }
  /// Those rows as they are drawn, which are then forgotten. From here on the columns are as
  /// wide as they are now.
  std::string take_rows();

  /// The text below the lanes, line by line.
  void conclude(std::string words) { words_ = std::move(words); }

  struct Drawing {
    int width;
    int height;
    std::string svg;
  };
  /// What has not been taken yet, with the size of all of it.
  Drawing draw();

 private:
  /// What events without a row have changed of a lifeline, since the row before.
  struct Change {
    int process = 0;
    int column = 0;
    Step::State state = Step::State::running;
    std::string name = {};  // if it begins there, which no row has said
    bool begins = false;
    bool is_gone = false;
  };

  /// A step and its position.
  struct Row {
    Step step;
    std::string time;
    std::string label;
    std::string born_label;
    std::optional<int> column;     // of the acting process; empty: its lifeline is closed
    std::optional<int> reach;      // the next lifeline to the right
    std::optional<int> from = {};  // columns of the message, if both ends are visible
    std::optional<int> to = {};
    std::vector<Change> changes = {};
  };
  class Artist;

  void begin_unseen(int process, std::string name);
  std::vector<Change> take_changes();

  std::string heading_;
  std::string unit_;
  std::string ellipsis_;
  Language language_;
  std::string words_;
  LifelineColumns columns_;
  std::vector<Row> rows_;
  std::map<int, Change> changes_;   // since the last row, by process
  std::unique_ptr<Artist> artist_;  // once rows have been drawn
};

}  // namespace view
