#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/choice/outcome_map.hpp"
#include "core/record/outcome_report.hpp"

namespace view {

/// The outcomes of a demo: the report, and the map of all of them.
struct MappedOutcomes {
  record::OutcomeReport report;
  choice::OutcomeAutomaton map;
};

/// A map of outcomes as all drawings show it: a row for each line that can be printed, from the
/// top down, and rails at the left that lead from each row to those that can come next. Where
/// the same can follow, it is drawn once.
struct MapPicture {
  struct Row {
    enum class Kind { start, line, good_end, bad_end } kind = Kind::start;
    record::Outcome::Line line;     ///< of a line
    std::string ending;             ///< of an end, as in record::Outcome
    int process = 0;                ///< of a line: its ordinal, from 1
    bool is_lost = false;           ///< it is known that no run ends well after it
    std::vector<std::size_t> next;  ///< the rows that can follow, all further down
    std::string folded;             ///< how many outcomes go on from here undrawn; "": none
    std::size_t rail = 0;           ///< where its mark is
    std::size_t since = 0;          ///< the first row that leads here
  };

  std::vector<Row> rows;
  std::vector<std::string> processes;  ///< by ordinal, from 1
  std::size_t rails = 0;

  /// Whether a rail goes on below a row.
  bool has_rail(std::size_t below, std::size_t rail) const;
};

/// How many lines a reader takes in at once.
inline constexpr std::size_t kMostMapRows = 40;

/// At most that many lines are drawn, those that come first; how many outcomes go on is told
/// where the rest would begin.
MapPicture picture_of(const MappedOutcomes& outcomes, std::size_t most = kMostMapRows);

}  // namespace view
