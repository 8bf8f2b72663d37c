#pragma once

#include <memory>

#include "core/view/view.hpp"

namespace view {

/// The run as text for people, a line for each event: when, who, does what, in
/// aligned columns; or, if the style is plain, a sentence for each event.
/// The page's title, if there is one, stands beside the demo's name.
std::unique_ptr<View> text(const Style& style);

}  // namespace view
