#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace view {

/// `text`, one line of it and harmless, so that a mermaid diagram shows it and
/// nothing in it is a comment, a directive, markup or the end of a statement:
/// "a; b" is "a#59; b".
std::string mermaid_text(std::string_view text);

/// Several lines of a note.
std::string mermaid_lines(const std::vector<std::string>& lines);

/// How many characters mermaid counts in it, which are JavaScript's.
std::size_t mermaid_length(std::string_view text);

}  // namespace view
