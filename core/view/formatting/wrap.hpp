#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace view {

/// `text` broken at its spaces, and between Chinese characters, into lines of at
/// most `width` columns if its words allow, with `indent` spaces before each line
/// except the first.
std::string wrapped(std::string_view text, std::size_t width, std::size_t indent);

}  // namespace view
