#pragma once

#include "app/screen/frame.hpp"
#include "app/screen/scene.hpp"

namespace app {

/// The frame of that size that shows the scene. A pure function; a size below
/// kSmallest gets a sentence about it, and what has room.
Frame compose(const Scene& scene, Size size);

/// How many lines of the scene's overlay a frame of that size shows.
std::size_t overlay_lines(const Scene& scene, Size size);

/// How far the prose or the question can be scrolled there; 0: all of it is in sight.
std::size_t text_overflow(const Scene& scene, Size size);

}  // namespace app
