#pragma once

#include <span>
#include <string>

#include "core/view/outcomes/map_picture.hpp"
#include "core/view/view.hpp"

namespace view {

/// A page for the browser: the maps of outcomes, and the outcomes with their commands. It has
/// no program, and asks for nothing from outside.
std::string map_html(std::span<const MappedOutcomes> demos, const Style& style);

}  // namespace view
