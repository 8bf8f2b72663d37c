#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace view {

/// `text` with `columns` spaces before each line except the first; empty lines
/// stay empty.
std::string indented(std::string_view text, std::size_t columns);

}  // namespace view
