#pragma once

#include <cstddef>
#include <vector>

#include "core/record/event.hpp"

namespace view {

/// How many processes there are at once in a run, at most. A view that is told so before
/// it draws the run has room for all from the first line on.
std::size_t most_at_once(const std::vector<record::Event>& events);

}  // namespace view
