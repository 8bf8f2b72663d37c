#pragma once

#include <memory>
#include <string_view>

#include "core/view/view.hpp"

namespace view {

/// The run as text for people, a line for each event: when, who, does what, in
/// aligned columns; or, if the style is plain, a sentence for each event.
/// `title` stands beside the demo's name in the heading: a record has none.
std::unique_ptr<View> text(std::string_view title, const Style& style);

}  // namespace view
