#pragma once

#include <string>

#include "core/view/difference/difference_formats.hpp"

namespace view {

/// The lanes that both runs have, and below them those of each, beside each other if there is
/// room: see side_by_side().
std::string difference_lanes(const RunDifference& difference, const Compared& names,
                             const Style& style);

}  // namespace view
