#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/record/outcome.hpp"

namespace record {

/// One outcome of a demo: how many schedules lead there, and how often the
/// kernel's own scheduling did.
struct OutcomeRow {
  Outcome outcome;
  bool possible = false;          ///< some schedule leads there
  std::uint64_t schedules = 0;    ///< how many of those tried
  std::uint64_t seen = 0;         ///< how many free runs came to it
  std::string schedule;           ///< the shortest that leads there
  std::string reason;             ///< why, of an ending that is not ok: a sentence
  std::size_t turning_point = 0;  ///< the number of the choice in `schedule` after which no run
                                  ///< ends well; 0: there is none

  bool operator==(const OutcomeRow&) const = default;
};

/// Counts outcomes: the possible ones, and beside them those seen in free runs.
/// Called once for each complete run of a demo.
class OutcomeTable {
 public:
  /// A run under `schedule`; `reason` is that of the run's end. Of several
  /// schedules the shortest is kept, of equally short ones the first.
  void add_schedule(const Outcome& outcome, std::string schedule, std::string reason = {});

  /// A way to an outcome that is known to be possible.
  struct Way {
    std::string schedule;
    std::string reason;
    std::size_t turning_point = 0;
  };
  void add_possible(const Outcome& outcome, Way way);
  bool knows_way_to(const Outcome& outcome) const;
  /// Forgets those that no free run has come to, and no way is known to.
  void forget_unlisted();

  /// A free run.
  void add_run(const Outcome& outcome, std::string reason = {});

  /// Seen most often first, and those never seen last; of equals those that end badly first,
  /// then in the order of outcomes. How they were found makes no difference to that.
  std::vector<OutcomeRow> rows() const;

  std::uint64_t schedules() const { return schedules_; }
  std::uint64_t runs() const { return runs_; }
  std::size_t size() const { return rows_.size(); }

 private:
  OutcomeRow& row_of(const Outcome& outcome, std::string reason);

  std::set<Outcome> with_way_;
  std::map<Outcome, OutcomeRow> rows_;  // whose own outcome is left empty
  std::uint64_t schedules_ = 0;
  std::uint64_t runs_ = 0;
};

}  // namespace record
