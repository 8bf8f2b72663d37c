#include "core/view/mermaid/mermaid_text.hpp"

#include <fmt/format.h>

#include <iterator>

#include "core/record/utf8.hpp"

namespace view {
namespace {

constexpr std::string_view kPlainMarks = " .,()/-_+=!?'*\"";

bool is_plain(char32_t code) {
  const bool is_letter = (code >= U'a' && code <= U'z') || (code >= U'A' && code <= U'Z');
  if (is_letter || (code >= U'0' && code <= U'9')) return true;
  if (code < 0x80) return kPlainMarks.find(static_cast<char>(code)) != std::string_view::npos;
  // Mermaid encodes "#59;" with these two characters internally, and would
  // decode printed ones as well.
  return code != U'ß' && code != U'ﬂ';
}

}  // namespace

std::string mermaid_text(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  while (!text.empty()) {
    const auto next = record::decode_utf8(text);
    text.remove_prefix(next.length);
    if (is_plain(next.code))
      record::append_utf8(escaped, next.code);
    else
      fmt::format_to(std::back_inserter(escaped), "#{};", static_cast<unsigned>(next.code));
  }
  return escaped;
}

std::string mermaid_lines(const std::vector<std::string>& lines) {
  std::string joined;
  for (const std::string& line : lines) {
    if (&line != &lines.front()) joined += "<br/>";
    joined += mermaid_text(line);
  }
  return joined;
}

std::size_t mermaid_length(std::string_view text) {
  std::size_t length = 0;
  for (const char byte : text) {
    const auto first = static_cast<unsigned char>(byte);
    // UTF-16: one unit for a character, two from U+10000 on.
    if ((first & 0xC0) != 0x80) length += first >= 0xF0 ? 2 : 1;
  }
  return length;
}

}  // namespace view
