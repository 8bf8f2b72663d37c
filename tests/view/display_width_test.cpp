#include "core/view/formatting/display_width.hpp"

#include "tests/support/catch.hpp"

#if defined(MPDEMO_HAS_UTF8PROC) && __has_include(<utf8proc.h>)
#include <utf8proc.h>
#endif

using namespace view;

TEST_CASE("letters take one column, CJK and emoji two, combining marks none") {
  CHECK(display_width("") == 0);
  CHECK(display_width("child-1") == 7);
  CHECK(display_width("naïve") == 5);
  CHECK(display_width("nai\u0308ve") == 5);
  CHECK(display_width("父进程") == 6);
  CHECK(display_width("ﾊﾝ") == 2);
  CHECK(display_width("한글") == 4);
  CHECK(display_width("\u1112\u1161\u11ab") == 2);
  CHECK(display_width("🎉") == 2);
  CHECK(display_width("a\u200Bb\uFEFF") == 2);
  CHECK(display_width("│├─●■") == 5);
}

TEST_CASE("bytes that are not UTF-8 count as the U+FFFD they become") {
  CHECK(display_width("a\xFF\xE9") == 3);
}

TEST_CASE("padding counts columns, not bytes") {
  CHECK(pad_right("父", 4) == "父  ");
  CHECK(pad_left("父", 4) == "  父");
  CHECK(pad_right("longer", 3) == "longer");
  CHECK(pad_left("longer", 3) == "longer");
}

#ifdef UTF8PROC_VERSION_MAJOR
TEST_CASE("every character that utf8proc knows has the width it says") {
  const auto says = [](char32_t code) {
    const auto number = static_cast<utf8proc_int32_t>(code);
    const auto category = utf8proc_category(number);
    return category == UTF8PROC_CATEGORY_CN ? -1 : utf8proc_charwidth(number);
  };
  for (char32_t code = 0; code <= 0x10FFFF; ++code) {
    const bool joins_a_syllable = code >= 0x1160 && code <= 0x11FF;  // utf8proc: 1, terminals: 0
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;         // never in a text
    if (joins_a_syllable || surrogate) continue;
    const int expected = says(code);
    if (expected < 0 || expected == display_width(code)) continue;
    FAIL_CHECK("U+" << std::hex << +code << " takes " << display_width(code) << ", utf8proc says "
                    << expected);
  }
}
#endif
