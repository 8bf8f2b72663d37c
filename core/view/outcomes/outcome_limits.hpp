#pragma once

#include <cstddef>

namespace view {

/// How many lines of one outcome are shown to people, not counting those that all
/// outcomes begin with; data has no such limit.
inline constexpr std::size_t kMostLines = 40;

}  // namespace view
