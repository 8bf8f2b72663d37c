#include "core/mp/values/describe.hpp"

namespace mp::detail {
namespace {

constexpr std::size_t kMostCharacters = 80;

/// How many bytes follow the first byte of a character of UTF-8.
int continued_by(unsigned char first) {
  return first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
}

/// How many bytes the first `most` characters take. Bytes that are not UTF-8
/// count one by one, so that they cannot make one character of a text of any
/// length.
std::size_t length_of(std::string_view text, std::size_t most) {
  std::size_t characters = 0;
  int expected = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool continues = (byte & 0xC0) == 0x80;
    if (continues && expected-- > 0) continue;
    if (characters++ == most) return i;
    expected = continued_by(byte);
  }
  return text.size();
}

bool fits(std::string_view text) {
  return length_of(text, kMostCharacters) == text.size();
}

}  // namespace

std::string shortened(std::string_view text) {
  if (fits(text)) return std::string(text);
  return std::string(text.substr(0, length_of(text, kMostCharacters - 3))) + "...";
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

bool Listing::add(std::string_view item) {
  if (text_.size() > 1) text_ += ", ";
  text_ += item;
  return fits(text_);
}

std::string Listing::finish(std::size_t count) const {
  const std::string whole = text_ + brackets_.back();
  return fits(whole) ? whole : counted(count, "item");
}

}  // namespace mp::detail
