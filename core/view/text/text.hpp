#pragma once

#include <memory>

#include "core/view/view.hpp"

namespace view {

/// The run as text for people, a line for each event, in aligned columns: time,
/// process, act; or, if the style is plain, a sentence for each event. The
/// heading has the demo's name and the page's title, if any.
std::unique_ptr<View> text(const Style& style);

}  // namespace view
