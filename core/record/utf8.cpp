#include "core/record/utf8.hpp"

#include <array>

namespace record {
namespace {

/// What a first byte promises: how many bytes follow, and the range that the
/// second of them must lie in. That range is what keeps out overlong forms,
/// surrogates and numbers above 0x10FFFF.
struct Lead {
  int more = -1;  // -1: no character begins like this
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
};

Lead lead_of(unsigned char byte) {
  if (byte < 0x80) return {.more = 0};
  if (byte >= 0xC2 && byte <= 0xDF) return {.more = 1};
  if (byte == 0xE0) return {.more = 2, .low = 0xA0};
  if (byte == 0xED) return {.more = 2, .high = 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {.more = 2};
  if (byte == 0xF0) return {.more = 3, .low = 0x90};
  if (byte == 0xF4) return {.more = 3, .high = 0x8F};
  if (byte >= 0xF1 && byte <= 0xF3) return {.more = 3};
  return {};
}

}  // namespace

CodePoint decode_utf8(std::string_view bytes) {
  const auto byte_at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const Lead lead = lead_of(byte_at(0));
  if (lead.more == 0) return {byte_at(0), 1};
  if (lead.more < 0) return {kReplacement, 1};

  const auto more = static_cast<std::size_t>(lead.more);
  char32_t code = byte_at(0) & (0x3Fu >> more);
  for (std::size_t i = 1; i <= more; ++i) {
    const unsigned char low = i == 1 ? lead.low : 0x80;
    const unsigned char high = i == 1 ? lead.high : 0xBF;
    if (i >= bytes.size() || byte_at(i) < low || byte_at(i) > high) return {kReplacement, i};
    code = (code << 6) | (byte_at(i) & 0x3Fu);
  }
  return {code, more + 1};
}

void append_utf8(std::string& text, char32_t code) {
  const auto put = [&](char32_t byte) { text += static_cast<char>(byte); };
  if ((code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF) code = kReplacement;
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xC0 | (code >> 6));
  } else if (code < 0x10000) {
    put(0xE0 | (code >> 12));
    put(0x80 | ((code >> 6) & 0x3F));
  } else {
    put(0xF0 | (code >> 18));
    put(0x80 | ((code >> 12) & 0x3F));
    put(0x80 | ((code >> 6) & 0x3F));
  }
  put(0x80 | (code & 0x3F));
}

bool steers_display(char32_t code) {
  struct Range {
    char32_t first, last;
  };
  static constexpr std::array<Range, 6> kSteering{{{0x00, 0x1F},
                                                   {0x7F, 0x9F},
                                                   {0x061C, 0x061C},
                                                   {0x200E, 0x200F},
                                                   {0x2028, 0x202E},
                                                   {0x2066, 0x2069}}};
  for (const Range& range : kSteering)
    if (code >= range.first && code <= range.last) return true;
  return false;
}

}  // namespace record
