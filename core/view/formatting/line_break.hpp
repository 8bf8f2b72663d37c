#pragma once

#include <cstddef>
#include <string_view>

namespace view {

/// Whether a line may end after `before` and the next one begin with `after`:
/// after a space, and between two characters if one of them is Chinese,
/// Japanese or Korean. No line begins with a closing mark, and none ends with
/// an opening one (Unicode Standard Annex #14, classes CL, EX and OP).
bool may_break_between(char32_t before, char32_t after);

/// How many bytes of `text` come before the first possible line break, or before
/// the first space: all of them, if there is none.
std::size_t unbroken_length(std::string_view text);

}  // namespace view
