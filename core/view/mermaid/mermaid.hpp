#pragma once

#include <memory>

#include "core/view/view.hpp"

namespace view {

/// The run as a mermaid sequence diagram: a participant for each process,
/// created by its fork and destroyed when it is reaped, an arrow for each
/// message, and a note for everything else. Several runs are one diagram, and
/// each begins with a note that names it.
///
/// Long texts are cut. By default mermaid draws at most 50,000 characters: the
/// last line of a longer diagram says so, in a comment.
std::unique_ptr<View> mermaid(const Style& style);

}  // namespace view
