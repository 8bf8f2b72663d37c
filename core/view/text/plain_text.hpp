#pragma once

#include <memory>

#include "core/view/view.hpp"

namespace view {

/// The run as sentences, for screen readers and for dumb terminals: no columns,
/// no colours.
std::unique_ptr<View> plain_text(const Style& style);

}  // namespace view
