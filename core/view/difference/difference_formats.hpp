#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/view/difference/outcome_difference.hpp"
#include "core/view/difference/run_difference.hpp"
#include "core/view/view.hpp"

namespace view {

/// What is compared, as a heading says it: "run.jsonl", "schedule 1x3".
struct Compared {
  std::string a, b;
};

/// A format in which a difference can be written. `mpdemo diff --format`, its help and its
/// errors all come from this table.
struct DifferenceFormat {
  std::string_view name;
  std::string_view description;  ///< a few words, without a full stop
  std::string (*of_runs)(const RunDifference& difference, const Compared& names,
                         const Style& style);
  /// nullptr: outcomes are not shown in this one.
  std::string (*of_outcomes)(const OutcomeDifference& difference, const Compared& names,
                             const Style& style);
};

/// All of them, the default first.
std::span<const DifferenceFormat> difference_formats();

}  // namespace view
