#pragma once

#include <cstddef>
#include <string_view>

namespace view {

/// Whether a line may end behind `before` and the next one begin with `after`:
/// behind a space, and between two characters of which one is Chinese, Japanese
/// or Korean. No line begins with a mark that closes something, and none ends
/// with one that opens it (Unicode Standard Annex #14, classes CL, EX and OP).
bool may_break_between(char32_t before, char32_t after);

/// How many bytes of `text` come before the first place where a line may end, or
/// before the first space: all of them, if there is none.
std::size_t unbroken_length(std::string_view text);

}  // namespace view
