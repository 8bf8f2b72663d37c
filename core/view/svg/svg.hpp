#pragma once

#include <memory>

#include "core/view/view.hpp"

namespace view {

/// The lanes as a picture in SVG: a single file, with its text as text, a title
/// and a description, for light and dark backgrounds. Runs are below each other.
/// It is written at the end, when its size is known; a picture of more than 20,000 rows is
/// written as it grows, with its size at the end, where browsers read it: see
/// View::is_too_large().
std::unique_ptr<View> svg(const Style& style);

}  // namespace view
