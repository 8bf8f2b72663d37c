#pragma once

#include <string>
#include <string_view>

namespace view {

/// `bytes` as something that a terminal only shows: control characters are
/// written as \n, \t, \x1b, line separators and marks that turn the direction
/// of text as <U+202E>, and bytes that are not UTF-8 as U+FFFD.
std::string harmless(std::string_view bytes);

/// The same, but newlines stay newlines.
std::string harmless_lines(std::string_view bytes);

}  // namespace view
