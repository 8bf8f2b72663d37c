#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace view {

/// `text` with `columns` spaces in front of each line but the first; lines with
/// nothing in them stay empty.
std::string indented(std::string_view text, std::size_t columns);

}  // namespace view
