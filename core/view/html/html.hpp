#pragma once

#include <memory>

#include "core/view/view.hpp"

namespace view {

/// The runs as one page for a browser, whole in one file: the program with the
/// line of each process marked, the lanes, and a player that steps through both.
///
/// What comes from a run is data in the page, never markup: each run is a JSON
/// document in a script element that no browser executes, and the page's policy
/// allows only the program and the style that this build put there. The view
/// remembers who lives and who is who, and no event, however long the run.
std::unique_ptr<View> html(const Style& style);

}  // namespace view
