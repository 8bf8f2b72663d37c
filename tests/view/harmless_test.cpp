#include "core/view/formatting/harmless.hpp"

#include <random>

#include "core/record/utf8.hpp"
#include "tests/support/catch.hpp"

using view::harmless;
using view::harmless_lines;

TEST_CASE("letters of any script stay as they are") {
  for (const char* text :
       {"", "plain text, with \\ and \"", "進程 父进程", "é ñ ß", "🎉👨‍👩‍👧"})
    CHECK(harmless(text) == text);
}

TEST_CASE("control characters are written instead of obeyed") {
  CHECK(harmless("a\nb\tc\rd") == R"(a\nb\tc\rd)");
  CHECK(harmless("\x1b[2J\x1b]0;title\x07") == R"(\x1b[2J\x1b]0;title\x07)");
  CHECK(harmless(std::string("\0\x08\x7f", 3)) == R"(\x00\x08\x7f)");
  CHECK(harmless("\u0085\u009B31m") == R"(\x85\x9b31m)");
}

TEST_CASE("marks that turn the direction of text are named") {
  CHECK(harmless("\u202Ecod.exe") == "<U+202E>cod.exe");
  CHECK(harmless("\u061C\u200E\u200F\u202A\u2069") == "<U+061C><U+200E><U+200F><U+202A><U+2069>");
  CHECK(harmless("\u2028") == "<U+2028>");
}

TEST_CASE("bytes that are not UTF-8 become U+FFFD") {
  CHECK(harmless("caf\xE9!") == "caf\uFFFD!");
  CHECK(harmless("\x9b"
                 "31m") == "\uFFFD31m");
  CHECK(harmless("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");
}

TEST_CASE("newlines can be kept, and nothing else") {
  CHECK(harmless_lines("a\nb\r\n\x1b") == "a\nb\\r\n\\x1b");
}

TEST_CASE("nothing in random bytes gets through to the terminal") {
  std::mt19937 random(3);
  for (int round = 0; round < 1000; ++round) {
    std::string bytes(random() % 100, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    const std::string text = harmless(bytes);
    for (std::string_view rest = text; !rest.empty();) {
      const auto next = record::decode_utf8(rest);
      if (record::steers_display(next.code)) FAIL("U+" << std::hex << +next.code);
      rest.remove_prefix(next.length);
    }
    CHECK(harmless(text) == text);
  }
}
