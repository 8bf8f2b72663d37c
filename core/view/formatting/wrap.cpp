#include "core/view/formatting/wrap.hpp"

#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/line_break.hpp"

namespace view {

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent) {
  std::string result;
  std::size_t column = 0;
  bool line_has_words = false;  // otherwise a word too wide for any line would open line after line
  bool behind_space = false;
  while (true) {
    const std::string_view word = text.substr(0, unbroken_length(text));
    const std::size_t needed = display_width(word);
    const std::size_t gap = behind_space ? 1 : 0;
    if (line_has_words && !word.empty() && column + gap + needed > width) {
      while (result.ends_with(' ')) result.pop_back();
      result += '\n' + std::string(indent, ' ');
      column = indent;
    } else {
      result.append(gap, ' ');
      column += gap;
    }
    result += word;
    column += needed;
    line_has_words = line_has_words || !word.empty();
    text.remove_prefix(word.size());
    if (text.empty()) break;
    behind_space = text.front() == ' ';
    if (behind_space) text.remove_prefix(1);
  }
  return result;
}

}  // namespace view
