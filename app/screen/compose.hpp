#pragma once

#include "app/screen/frame.hpp"
#include "app/screen/scene.hpp"

namespace app {

/// The scene as a frame of that size. A pure function; below kSmallest the
/// frame shows a sentence about that, and what has room.
Frame compose(const Scene& scene, Size size);

/// How many lines of the scene's overlay a frame of that size shows.
std::size_t overlay_lines(const Scene& scene, Size size);

/// How far the prose or the question can be scrolled there; 0: all of it is visible.
std::size_t text_overflow(const Scene& scene, Size size);

}  // namespace app
