#pragma once

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
/// takes the drawing, whose columns are as wide as their number allows.
class SvgPicture {
 public:
  /// `unit` is the heading of the times, `ellipsis` marks omitted text.
  SvgPicture(std::string heading, std::string_view unit, std::string_view ellipsis,
             Language language)
      : heading_(std::move(heading)), unit_(unit), ellipsis_(ellipsis), language_(language) {}

  /// The next event. `time` is shown beside it; `label` names its process if
  /// its lifeline begins here, `born_label` the other process whose lifeline
  /// begins.
  void add(Step step, std::string time, std::string label, std::string born_label);

  /// An event without a row: what it changes shows from the next one on.
  void pass(Step step);

  /// The text below the lanes, line by line.
  void conclude(std::string words) { words_ = std::move(words); }

  struct Drawing {
    int width;
    int height;
    std::string svg;
  };
  Drawing draw() const;

 private:
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
    bool is_silent = false;
  };
  class Artist;

  std::string heading_;
  std::string unit_;
  std::string ellipsis_;
  Language language_;
  std::string words_;
  LifelineColumns columns_;
  std::vector<Row> rows_;
};

}  // namespace view
