#include "core/view/formatting/line_break.hpp"

#include "core/record/utf8.hpp"
#include "core/view/formatting/display_width.hpp"

namespace view {
namespace {

constexpr std::u32string_view kClosing = U",.;:?!)]}\"'，。、；：？！）」』】〉》”’…—～％";
constexpr std::u32string_view kOpening = U"([{（「『【〈《“‘";

bool is_wide(char32_t code) {
  constexpr char32_t kFirstWide = 0x1100;
  return code >= kFirstWide && display_width(code) == 2;
}

bool is_one_of(std::u32string_view all, char32_t code) {
  return all.find(code) != std::u32string_view::npos;
}

}  // namespace

bool may_break_between(char32_t before, char32_t after) {
  if (before == U' ') return after != U' ';
  if (!is_wide(before) && !is_wide(after)) return false;
  return after != U' ' && !is_one_of(kClosing, after) && !is_one_of(kOpening, before);
}

std::size_t unbroken_length(std::string_view text) {
  char32_t before = 0;
  std::size_t length = 0;
  while (length < text.size() && text[length] != ' ') {
    const auto next = record::decode_utf8(text.substr(length));
    if (length > 0 && may_break_between(before, next.code)) break;
    before = next.code;
    length += next.length;
  }
  return length;
}

}  // namespace view
