#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace record {

/// What stands in for bytes that are not UTF-8.
inline constexpr char32_t kReplacement = 0xFFFD;

/// One code point and the bytes it took.
struct CodePoint {
  char32_t code = 0;
  std::size_t length = 0;  ///< in bytes, from 1

  bool operator==(const CodePoint&) const = default;
};

/// The code point at the start of `bytes`, which must not be empty. Ill-formed
/// bytes give kReplacement, one for each longest piece that could have begun a
/// character: what browsers do, and Unicode recommends (section 3.9).
CodePoint decode_utf8(std::string_view bytes);

/// Appends `code` as UTF-8; a surrogate or a number above 0x10FFFF as kReplacement.
void append_utf8(std::string& text, char32_t code);

/// True for what makes a terminal do something instead of showing something:
/// control characters (C0, DEL, C1), line and paragraph separators, and the
/// marks that turn the direction of the text around them.
bool steers_display(char32_t code);

}  // namespace record
