#pragma once

#include <string>

#include "core/view/outcomes/map_picture.hpp"
#include "core/view/view.hpp"

namespace view {

/// The map of outcomes drawn with characters, as wide as the style says; with `style.plain` a
/// numbered sentence for each line, which says what can come next.
std::string map_text(const MappedOutcomes& outcomes, const Style& style);

}  // namespace view
