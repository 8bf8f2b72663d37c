#include "core/record/utf8.hpp"

#include "tests/support/catch.hpp"

using namespace record;

namespace {

/// Decodes and encodes again: what is left of the bytes.
std::string repaired(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const CodePoint next = decode_utf8(bytes);
    append_utf8(text, next.code);
    bytes.remove_prefix(next.length);
  }
  return text;
}

}  // namespace

TEST_CASE("every code point survives being written and read as UTF-8") {
  for (char32_t code = 0; code <= 0x10FFFF; ++code) {
    if (code >= 0xD800 && code <= 0xDFFF) continue;
    std::string bytes;
    append_utf8(bytes, code);
    const CodePoint back = decode_utf8(bytes);
    if (back.code != code || back.length != bytes.size()) FAIL("U+" << std::hex << +code);
  }
}

TEST_CASE("each longest piece that could begin a character becomes one U+FFFD") {
  // The examples of Unicode's section 3.9, tables 3-8 to 3-11.
  CHECK(repaired("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41") ==
        "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"
        "A");
  CHECK(repaired("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41") ==
        "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"
        "A");
  CHECK(repaired("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42") ==
        "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"
        "A\uFFFD\uFFFD"
        "B");
  CHECK(repaired("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41") ==
        "\uFFFD\uFFFD\uFFFD\uFFFD"
        "A");
}

TEST_CASE("a character that is cut off at the end becomes one U+FFFD") {
  CHECK(repaired("x\xF0\x9F\x8E") == "x\uFFFD");
}

TEST_CASE("a surrogate is written as U+FFFD") {
  std::string text;
  append_utf8(text, 0xD800);
  append_utf8(text, 0x110000);
  CHECK(text == "\uFFFD\uFFFD");
}
