#include "core/record/first_bytes.hpp"

#include <algorithm>
#include <charconv>

#include "core/record/utf8.hpp"

namespace record {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

bool is_replaced(const CodePoint& next, std::string_view bytes) {
  return next.code == kReplacement && bytes.substr(0, next.length) != "\xEF\xBF\xBD";
}

bool is_control(char32_t code) {
  if (code == U'\n' || code == U'\t' || code == U'\r' || code == U'\x1b') return false;
  return code < 0x20 || (code >= 0x7F && code < 0xA0);
}

}  // namespace

std::string first_of(std::string bytes, std::uint64_t all) {
  if (bytes.size() > kFirstBytes) bytes.resize(kFirstBytes);
  if (bytes.size() >= all) {
    bytes.resize(all);
    return bytes;
  }
  // The last character has at most three bytes after its first one.
  const std::size_t size = bytes.size();
  for (std::size_t back = 1; back <= std::min<std::size_t>(size, 3); ++back) {
    const auto byte = static_cast<unsigned char>(bytes[size - back]);
    if ((byte & 0xC0) == 0x80) continue;
    const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
    if (length > back) bytes.resize(size - back);
    break;
  }
  return bytes;
}

bool is_text(std::string_view bytes) {
  if (bytes.size() > 1 && bytes.ends_with('\0')) bytes.remove_suffix(1);
  while (!bytes.empty()) {
    const CodePoint next = decode_utf8(bytes);
    if (is_replaced(next, bytes) || is_control(next.code)) return false;
    bytes.remove_prefix(next.length);
  }
  return true;
}

std::string in_hex(std::string_view bytes) {
  std::string digits;
  digits.reserve(bytes.size() * 2);
  for (const char byte : bytes) {
    digits += kDigits[static_cast<unsigned char>(byte) >> 4];
    digits += kDigits[static_cast<unsigned char>(byte) & 0xF];
  }
  return digits;
}

std::optional<std::string> from_hex(std::string_view digits) {
  if (digits.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  for (; !digits.empty(); digits.remove_prefix(2)) {
    unsigned value = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + 2, value, 16);
    if (error != std::errc() || stop != digits.data() + 2) return std::nullopt;
    bytes += static_cast<char>(value);
  }
  return bytes;
}

}  // namespace record
