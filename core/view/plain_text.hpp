#pragma once

#include <memory>
#include <string_view>

#include "core/view/view.hpp"

namespace view {

/// The run as sentences, for screen readers and for terminals that can do
/// nothing but write: no columns, no colours.
std::unique_ptr<View> plain_text(std::string_view title, const Style& style);

}  // namespace view
