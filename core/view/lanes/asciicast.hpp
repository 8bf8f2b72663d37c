#pragma once

#include <memory>

#include "core/view/view.hpp"

namespace view {

/// The run as a recording of a terminal, asciicast v2, which asciinema and its
/// players play: the lanes, in colour, appearing event by event, with a marker
/// at each, at which a player can pause. Several runs follow one another.
///
/// Most runs last a few milliseconds, and some sleep for long: to make them
/// watchable, the time between two events of the recording is at least 0.4 and
/// at most 2 seconds. Events without a time are half a second apart.
std::unique_ptr<View> asciicast(const Style& style);

}  // namespace view
