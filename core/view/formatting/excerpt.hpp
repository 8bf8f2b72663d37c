#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace view {

/// The mark for omitted text.
std::string_view ellipsis(bool ascii);

/// The first line of `text`, or its beginning, in at most `columns` columns.
/// Takes time proportional to the result, however long the text.
std::string excerpt(std::string_view text, std::size_t columns, bool ascii);

/// The same for texts that may have `rows` lines, broken at `columns`.
std::vector<std::string> excerpt_lines(std::string_view text, std::size_t columns, std::size_t rows,
                                       bool ascii);

}  // namespace view
