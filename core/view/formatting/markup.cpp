#include "core/view/formatting/markup.hpp"

#include "core/record/utf8.hpp"

namespace view {
namespace {

/// The reference for a character with a special meaning; nullptr: it has none.
const char* reference_for(char32_t code) {
  switch (code) {
    case U'&':
      return "&amp;";
    case U'<':
      return "&lt;";
    case U'>':
      return "&gt;";
    case U'"':
      return "&quot;";
    case U'\'':
      return "&#39;";
    default:
      return nullptr;
  }
}

bool may_stand_in_xml(char32_t code) {
  if (code < 0x20) return code == U'\t' || code == U'\n' || code == U'\r';
  return (code & 0xFFFE) != 0xFFFE;
}

}  // namespace

std::string escaped_markup(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  while (!text.empty()) {
    const auto next = record::decode_utf8(text);
    text.remove_prefix(next.length);
    if (const char* reference = reference_for(next.code))
      escaped += reference;
    else
      record::append_utf8(escaped, may_stand_in_xml(next.code) ? next.code : record::kReplacement);
  }
  return escaped;
}

}  // namespace view
