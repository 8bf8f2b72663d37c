#include "tests/fuzz/fuzz.hpp"

#include <cstdio>
#include <cstdlib>

#include "core/record/utf8.hpp"

namespace fuzz {

std::uint8_t take_byte(std::string_view& bytes) {
  if (bytes.empty()) return 0;
  const auto first = static_cast<std::uint8_t>(bytes.front());
  bytes.remove_prefix(1);
  return first;
}

void require(bool holds, const char* law) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", law);
  std::abort();
}

bool is_harmless(std::string_view text, bool lines) {
  while (!text.empty()) {
    const auto next = record::decode_utf8(text);
    const bool is_utf8 =
        next.code != record::kReplacement || text.substr(0, next.length) == "\xEF\xBF\xBD";
    const bool is_line = lines && next.code == U'\n';
    if (!is_utf8 || (record::steers_display(next.code) && !is_line)) return false;
    text.remove_prefix(next.length);
  }
  return true;
}

}  // namespace fuzz
