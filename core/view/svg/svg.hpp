#pragma once

#include <memory>

#include "core/view/view.hpp"

namespace view {

/// The lanes as a picture in SVG: one file that needs no other, with its text as
/// text, a title and a description, by day and by night. Runs stand below each
/// other. It is written when no run follows: only then its size is known.
std::unique_ptr<View> svg(const Style& style);

}  // namespace view
