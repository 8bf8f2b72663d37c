#include "core/view/wrap.hpp"

#include <algorithm>

#include "core/view/display_width.hpp"

namespace view {

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent) {
  std::string result;
  std::size_t column = 0;
  bool line_has_words = false;  // a word too wide for any line would open one after the other
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    const std::size_t needed = display_width(word);
    if (line_has_words && !word.empty() && column + 1 + needed > width) {
      while (result.ends_with(' ')) result.pop_back();
      result += '\n' + std::string(indent, ' ');
      column = indent;
    } else if (begin != 0) {
      result += ' ';
      ++column;
    }
    result += word;
    column += needed;
    line_has_words = line_has_words || !word.empty();
    begin = end + 1;
  }
  return result;
}

}  // namespace view
