#pragma once

#include <cstddef>

namespace view {

/// How much of a report of outcomes is shown to people; data has no such
/// limits.
inline constexpr std::size_t kMostOutcomes = 30;
/// How many lines of one outcome, not counting those that all outcomes begin
/// with.
inline constexpr std::size_t kMostLines = 40;

}  // namespace view
