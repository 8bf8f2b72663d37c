#pragma once

#include <memory>

#include "core/view/view.hpp"

namespace view {

/// Only what the demo prints, as if it ran by itself: a line for each print,
/// and output byte for byte. The only view that passes a demo's bytes to the
/// terminal unchanged.
std::unique_ptr<View> raw();

}  // namespace view
