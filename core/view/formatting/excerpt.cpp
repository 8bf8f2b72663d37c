#include "core/view/formatting/excerpt.hpp"

#include <algorithm>

#include "core/record/utf8.hpp"
#include "core/view/formatting/fit.hpp"

namespace view {
namespace {

// Some characters take no column: without this limit their number would be
// unlimited.
constexpr std::size_t kCharactersPerColumn = 4;

std::string_view first_characters(std::string_view text, std::size_t count) {
  std::string_view rest = text;
  for (; count > 0 && !rest.empty(); --count) rest.remove_prefix(record::decode_utf8(rest).length);
  return text.substr(0, text.size() - rest.size());
}

}  // namespace

std::string_view ellipsis(bool ascii) {
  return ascii ? "..." : "…";
}

std::string excerpt(std::string_view text, std::size_t columns, bool ascii) {
  return excerpt_lines(text, columns, 1, ascii).front();
}

std::vector<std::string> excerpt_lines(std::string_view text, std::size_t columns, std::size_t rows,
                                       bool ascii) {
  const std::string_view beginning = first_characters(text, columns * rows * kCharactersPerColumn);
  auto lines = lines_fitting(beginning, columns);
  if (lines.size() <= rows && beginning.size() == text.size()) return lines;
  lines.resize(std::min(lines.size(), rows));
  std::string& last = lines.back();
  const std::string_view mark = ellipsis(ascii);
  last = cut_to(last, columns - std::min(columns, mark.size()), "") + std::string(mark);
  return lines;
}

}  // namespace view
