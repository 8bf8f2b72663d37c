#pragma once

#include "app/frame.hpp"
#include "app/scene.hpp"

namespace app {

/// The frame of that size that shows the scene. A pure function; a size below
/// kSmallest gets a sentence about it, and what has room.
Frame compose(const Scene& scene, Size size);

/// How many lines of a sheet a frame of that size shows.
std::size_t sheet_lines(Size size);

}  // namespace app
