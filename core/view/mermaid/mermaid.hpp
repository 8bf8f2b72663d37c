#pragma once

#include <memory>

#include "core/view/view.hpp"

namespace view {

/// The run as a mermaid sequence diagram: a participant for each process,
/// created by its fork and destroyed when it is reaped, an arrow for what goes
/// from one to another, and a note for everything else. Several runs are one
/// diagram, and each begins with a note that names it.
///
/// Long texts are cut. Mermaid does not draw more than 50,000 characters unless
/// it is told to: of a longer diagram the last line says so, in a comment.
std::unique_ptr<View> mermaid(const Style& style);

}  // namespace view
