#pragma once

#include <span>
#include <string>

#include "core/view/outcomes/map_picture.hpp"
#include "core/view/view.hpp"

namespace view {

/// The maps of outcomes as graphs that Graphviz draws, one for each demo.
std::string map_dot(std::span<const MappedOutcomes> demos, const Style& style);

}  // namespace view
