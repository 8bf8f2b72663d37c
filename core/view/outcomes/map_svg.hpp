#pragma once

#include <span>
#include <string>

#include "core/view/outcomes/map_picture.hpp"
#include "core/view/view.hpp"

namespace view {

/// The maps of outcomes as one picture, one below the other.
std::string map_svg(std::span<const MappedOutcomes> demos, const Style& style);

}  // namespace view
