#pragma once

#include <memory>

#include "core/view/view.hpp"

namespace view {

/// The runs as one page for a browser, in a single file: the program with the
/// line of each process marked, the lanes, and a player that steps through both.
///
/// Content of a run is data in the page, never markup: each run is a JSON
/// document in a script element that no browser executes, and the page's policy
/// allows only the script and the style of this build. The view keeps the
/// processes and their names, but no events, however long the run.
std::unique_ptr<View> html(const Style& style);

}  // namespace view
