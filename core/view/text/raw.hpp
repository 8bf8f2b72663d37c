#pragma once

#include <memory>

#include "core/view/view.hpp"

namespace view {

/// Only what the demo prints, as if it ran by itself: a line for each print,
/// and output byte for byte. The one view that lets a demo's bytes through to
/// the terminal as they are.
std::unique_ptr<View> raw();

}  // namespace view
