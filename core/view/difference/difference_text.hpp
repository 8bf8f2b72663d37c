#pragma once

#include <string>

#include "core/view/difference/difference_formats.hpp"

namespace view {

/// In lines, or in sentences (`style.plain`): where the two runs part, and what follows.
std::string difference_text(const RunDifference& difference, const Compared& names,
                            const Style& style);

/// The outcomes that only one of two reports has, and with which line it leaves the other.
std::string outcome_difference_text(const OutcomeDifference& difference, const Compared& names,
                                    const Style& style);

}  // namespace view
