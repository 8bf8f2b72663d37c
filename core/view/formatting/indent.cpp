#include "core/view/formatting/indent.hpp"

#include <algorithm>

namespace view {

std::string indented(std::string_view text, std::size_t columns) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t begin = 0;;) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (begin != 0 && end != begin) result.append(columns, ' ');
    result += text.substr(begin, end - begin);
    if (end == text.size()) return result;
    result += '\n';
    begin = end + 1;
  }
}

}  // namespace view
