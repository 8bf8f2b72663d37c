#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/record/outcome_report.hpp"
#include "core/view/model/language.hpp"

namespace view {

/// An outcome that only one of two reports has.
struct MissingOutcome {
  record::OutcomeRow row;
  std::size_t shared_lines = 0;  ///< so many of its first lines begin an outcome of the other
};

/// The outcomes of one demo or program in two reports.
struct DemoDifference {
  std::string name;                           ///< "shared/race"
  std::optional<record::OutcomeReport> a, b;  ///< empty: that report is not about it
  std::size_t in_both = 0;
  std::vector<MissingOutcome> only_in_a = {}, only_in_b = {};
};

/// Two reports of outcomes beside each other: which are possible, or which were seen where that
/// is all that is known. The command diff makes it of two files.
struct OutcomeDifference {
  std::vector<DemoDifference> demos;

  bool is_none() const;
};

OutcomeDifference difference_of(const std::vector<record::OutcomeReport>& a,
                                const std::vector<record::OutcomeReport>& b);

/// "A: 3 possible outcomes, all proved", and the same of B.
std::vector<std::string> how_many(const DemoDifference& demo, Language language);

}  // namespace view
