#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace view {

/// `text` broken at its spaces, and between Chinese characters, into lines of at
/// most `width` columns, as far as its words allow, with `indent` spaces in front
/// of each line but the first.
std::string wrapped(std::string_view text, std::size_t width, std::size_t indent);

}  // namespace view
