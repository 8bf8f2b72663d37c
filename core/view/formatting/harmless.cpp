#include "core/view/formatting/harmless.hpp"

#include <fmt/format.h>

#include <iterator>

#include "core/record/utf8.hpp"

namespace view {
namespace {

void append_visibly(std::string& text, char32_t code) {
  switch (code) {
    case '\n':
      text += "\\n";
      return;
    case '\r':
      text += "\\r";
      return;
    case '\t':
      text += "\\t";
      return;
    default:
      break;
  }
  const auto out = std::back_inserter(text);
  if (code < 0x100) {
    fmt::format_to(out, "\\x{:02x}", static_cast<unsigned>(code));
  } else {
    fmt::format_to(out, "<U+{:04X}>", static_cast<unsigned>(code));
  }
}

std::string made_harmless(std::string_view bytes, bool keep_newlines) {
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    const auto next = record::decode_utf8(bytes);
    bytes.remove_prefix(next.length);
    if (record::steers_display(next.code) && !(keep_newlines && next.code == '\n')) {
      append_visibly(text, next.code);
    } else {
      record::append_utf8(text, next.code);
    }
  }
  return text;
}

}  // namespace

std::string harmless(std::string_view bytes) {
  return made_harmless(bytes, false);
}

std::string harmless_lines(std::string_view bytes) {
  return made_harmless(bytes, true);
}

}  // namespace view
