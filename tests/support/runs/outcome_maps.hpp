#pragma once

#include <set>

#include "core/choice/outcome_map.hpp"
#include "core/record/outcome.hpp"
#include "core/view/outcomes/map_picture.hpp"

namespace support {

/// The smallest map of just these outcomes, found in the simplest way.
choice::OutcomeAutomaton map_of(const std::set<record::Outcome>& outcomes);

/// Each of so many processes prints that many lines, in any order: as a demo that is proved.
view::MappedOutcomes printing_in_any_order(int processes, int lines);

/// Two processes that may deadlock: 4 outcomes, two of them bad.
view::MappedOutcomes crossed_locks();

}  // namespace support
