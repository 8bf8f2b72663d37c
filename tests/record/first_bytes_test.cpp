#include "core/record/first_bytes.hpp"

#include "tests/support/catch.hpp"

using record::first_of;
using record::from_hex;
using record::in_hex;
using record::is_text;

TEST_CASE("text is what people read: UTF-8, with newlines and tabs, and perhaps a NUL of C") {
  for (const char* text : {"", "a", "b\na\n", "a\tb\r\n", "三位學生", "\x1b[31mred\x1b[0m"})
    CHECK(is_text(text));
  CHECK(is_text({"hi\0", 3}));
  for (const std::string& bytes :
       {std::string("\x80\x04"), std::string("\xff"), std::string("a\x01"), std::string(1, '\0'),
        std::string("A\0\0\0", 4), std::string("\xe4\xb8"), std::string("\x7f")})
    CHECK_FALSE(is_text(bytes));
}

TEST_CASE("of many bytes the first are kept, and no character is cut") {
  CHECK(first_of("abc", 3) == "abc");
  CHECK(first_of("abc", 2) == "ab");
  CHECK(first_of(std::string(100, 'x'), 100) == std::string(64, 'x'));
  const std::string wide = std::string(62, 'x') + "三三";
  CHECK(first_of(wide, wide.size()) == std::string(62, 'x'));
  CHECK(first_of("xx三", 9) == "xx三");
  CHECK(first_of("xx\xe4", 9) == "xx");
}

TEST_CASE("hexadecimal digits say all bytes, and nothing else does") {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  CHECK(in_hex(all).size() == 512);
  CHECK(from_hex(in_hex(all)) == all);
  CHECK(from_hex("") == "");
  for (const char* wrong : {"8", "8g", "+8", "0x", " 8"}) CHECK_FALSE(from_hex(wrong));
}
