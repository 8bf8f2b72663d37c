#include "core/record/json_string.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "core/record/utf8.hpp"

namespace record {
namespace {

/// ASCII that stands for itself in a JSON string: nearly every byte there is,
/// so whole stretches of it are copied at once.
bool is_plain(char byte) {
  return byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\';
}

void append_code(std::string& line, char32_t code) {
  switch (code) {
    case '"':
      line += "\\\"";
      return;
    case '\\':
      line += "\\\\";
      return;
    case '\n':
      line += "\\n";
      return;
    case '\r':
      line += "\\r";
      return;
    case '\t':
      line += "\\t";
      return;
    default:
      break;
  }
  // All of these lie below U+10000, where one \u is enough.
  if (steers_display(code)) {
    fmt::format_to(std::back_inserter(line), "\\u{:04x}", static_cast<unsigned>(code));
  } else {
    append_utf8(line, code);
  }
}

}  // namespace

void append_json_string(std::string& line, std::string_view bytes) {
  line += '"';
  while (!bytes.empty()) {
    const auto stop = std::find_if_not(bytes.begin(), bytes.end(), is_plain);
    const auto plain = static_cast<std::size_t>(stop - bytes.begin());
    line += bytes.substr(0, plain);
    bytes.remove_prefix(plain);
    if (bytes.empty()) break;
    const CodePoint next = decode_utf8(bytes);
    append_code(line, next.code);
    bytes.remove_prefix(next.length);
  }
  line += '"';
}

std::string quoted_briefly(std::string_view bytes) {
  constexpr std::size_t kEnough = 40;
  std::string_view rest = bytes;
  for (std::size_t i = 0; i < kEnough && !rest.empty(); ++i)
    rest.remove_prefix(decode_utf8(rest).length);
  std::string text;
  append_json_string(text, bytes.substr(0, bytes.size() - rest.size()));
  if (!rest.empty()) text += "...";
  return text;
}

}  // namespace record
