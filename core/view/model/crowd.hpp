#pragma once

#include <cstddef>
#include <vector>

#include "core/record/event.hpp"

namespace view {

/// The largest number of processes at one time in a run. A view that knows it beforehand
/// has room for all from the first line on.
std::size_t most_at_once(const std::vector<record::Event>& events);

}  // namespace view
