#pragma once

#include <cstddef>

namespace view {

/// How much of a report of outcomes people are shown; data has no such limits.
inline constexpr std::size_t kMostOutcomes = 30;
/// Of the lines of one outcome, those left out that all outcomes begin with.
inline constexpr std::size_t kMostLines = 40;

}  // namespace view
