#pragma once

#include <string>

#include "core/view/difference/difference_formats.hpp"

namespace view {

/// A page for the browser, without a program: the same as the text, with the lanes as pictures,
/// in two columns where there is room.
std::string difference_html(const RunDifference& difference, const Compared& names,
                            const Style& style);
std::string outcome_difference_html(const OutcomeDifference& difference, const Compared& names,
                                    const Style& style);

}  // namespace view
