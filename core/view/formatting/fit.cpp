#include "core/view/formatting/fit.hpp"

#include <algorithm>

#include "core/record/utf8.hpp"
#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/line_break.hpp"

namespace view {
namespace {

void trim(std::string& line) {
  while (line.ends_with(' ')) line.pop_back();
}

/// Appends the lines of one paragraph, at least one.
void fit_paragraph(std::string_view text, std::size_t width, std::vector<std::string>& lines) {
  std::string line;
  std::size_t column = 0;
  std::size_t word = 0;  // where the last word of the line begins; 0: it has only one
  char32_t before = 0;
  while (!text.empty()) {
    const auto next = record::decode_utf8(text);
    const std::string_view bytes = text.substr(0, next.length);
    const auto needed = static_cast<std::size_t>(display_width(next.code));
    text.remove_prefix(next.length);
    if (may_break_between(before, next.code) && line.find_first_not_of(' ') != line.npos)
      word = line.size();
    before = next.code;
    if (column + needed > width) {
      std::string rest = next.code != U' ' ? line.substr(word == 0 ? line.size() : word) : "";
      if (next.code != U' ' && word != 0) line.resize(word);
      trim(line);
      lines.push_back(std::move(line));
      column = display_width(rest);
      line = std::move(rest);
      word = 0;
      if (next.code == U' ') continue;
    }
    line += bytes;
    column += needed;
  }
  trim(line);
  lines.push_back(std::move(line));
}

}  // namespace

std::vector<std::string> lines_fitting(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  width = std::max<std::size_t>(width, 2);
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    fit_paragraph(text.substr(begin, end - begin), width, lines);
    begin = end + 1;
  }
  return lines;
}

std::string block_fitting(std::string_view text, std::size_t width) {
  std::string block;
  for (const std::string& line : lines_fitting(text, width)) block += line + "\n";
  return block;
}

std::string cut_to(std::string_view text, std::size_t width, std::string_view ellipsis) {
  if (display_width(text) <= width) return std::string(text);
  const std::size_t marked = display_width(ellipsis);
  std::string kept;
  for (std::size_t column = marked; !text.empty();) {
    const auto next = record::decode_utf8(text);
    column += static_cast<std::size_t>(display_width(next.code));
    if (column > width) break;
    kept += text.substr(0, next.length);
    text.remove_prefix(next.length);
  }
  return marked > width ? std::string() : kept + std::string(ellipsis);
}

}  // namespace view
