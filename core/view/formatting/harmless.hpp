#pragma once

#include <string>
#include <string_view>

namespace view {

/// `bytes` made safe for a terminal: control characters become \n, \t, \x1b,
/// line separators and direction marks become <U+202E>, and bytes that are not
/// UTF-8 become U+FFFD.
std::string harmless(std::string_view bytes);

/// The same, but newlines stay newlines.
std::string harmless_lines(std::string_view bytes);

}  // namespace view
