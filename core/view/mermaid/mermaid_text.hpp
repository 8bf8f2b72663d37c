#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace view {

/// `text`, one harmless line, escaped so that a mermaid diagram shows it and
/// nothing in it is a comment, a directive, markup or the end of a statement:
/// "a; b" becomes "a#59; b".
std::string mermaid_text(std::string_view text);

/// Several lines of a note.
std::string mermaid_lines(const std::vector<std::string>& lines);

/// Its length as mermaid counts it: in JavaScript's characters.
std::size_t mermaid_length(std::string_view text);

}  // namespace view
