#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace view {

/// How many columns of a terminal a code point takes: 2 for CJK and emoji, 0
/// for combining and invisible characters, else 1. The table is that of Unicode
/// 15.
int display_width(char32_t code);

/// How many columns a text takes: the sum over its code points, as most
/// terminals count. Bytes that are not UTF-8 count as the U+FFFD they become.
std::size_t display_width(std::string_view text);

/// `text` padded with spaces after it, or before it, to `width` columns.
std::string pad_right(std::string text, std::size_t width);
std::string pad_left(const std::string& text, std::size_t width);

}  // namespace view
