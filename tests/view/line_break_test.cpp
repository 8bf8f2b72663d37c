#include "core/view/formatting/line_break.hpp"

#include "core/view/formatting/fit.hpp"
#include "tests/support/catch.hpp"

using view::lines_fitting;
using view::may_break_between;
using view::unbroken_length;

TEST_CASE("a line may end at a space, and on either side of a Chinese character") {
  CHECK(may_break_between(U' ', U'a'));
  CHECK(may_break_between(U'一', U'二'));
  CHECK(may_break_between(U'一', U'a'));
  CHECK(may_break_between(U'a', U'一'));
  CHECK_FALSE(may_break_between(U'a', U'b'));
  CHECK_FALSE(may_break_between(U'a', U' '));
}

TEST_CASE("no line begins with a mark that closes, and none ends with one that opens") {
  for (const char32_t mark : {U'，', U'。', U'」', U'）', U'：', U'.'})
    CHECK_FALSE(may_break_between(U'一', mark));
  for (const char32_t mark : {U'「', U'（', U'('}) CHECK_FALSE(may_break_between(mark, U'一'));
  CHECK(lines_fitting("一二三，四", 6) == std::vector<std::string>{"一二", "三，四"});
  CHECK(lines_fitting("一二「三」四", 6) == std::vector<std::string>{"一二", "「三」", "四"});
}

TEST_CASE("a word of another script stays whole among Chinese characters") {
  CHECK(lines_fitting("呼叫fork()兩次", 8) == std::vector<std::string>{"呼叫", "fork()兩", "次"});
}

TEST_CASE("what cannot be broken is measured in bytes, up to the place or the space") {
  CHECK(unbroken_length("one two") == 3);
  CHECK(unbroken_length("一二") == 3);
  CHECK(unbroken_length(" one") == 0);
  CHECK(unbroken_length("") == 0);
}
