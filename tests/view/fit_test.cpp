#include "core/view/formatting/fit.hpp"

#include "tests/support/catch.hpp"

using view::cut_to;
using view::lines_fitting;
using Lines = std::vector<std::string>;

TEST_CASE("a text is broken at its spaces, and the space at the break is left out") {
  CHECK(lines_fitting("one two three", 7) == Lines{"one two", "three"});
  CHECK(lines_fitting("one two three", 8) == Lines{"one two", "three"});
  CHECK(lines_fitting("one two", 80) == Lines{"one two"});
}

TEST_CASE("a word too wide for a line is broken where it has to be") {
  CHECK(lines_fitting("abcdefgh", 3) == Lines{"abc", "def", "gh"});
  CHECK(lines_fitting("a bcdefgh", 3) == Lines{"a", "bcd", "efg", "h"});
}

TEST_CASE("each line of a text begins a line, an empty one too") {
  CHECK(lines_fitting("a\n\nb", 9) == Lines{"a", "", "b"});
  CHECK(lines_fitting("", 9) == Lines{""});
}

TEST_CASE("spaces at the beginning of a line stay") {
  CHECK(lines_fitting("  a b", 4) == Lines{"  a", "b"});
  CHECK(lines_fitting("  abcdef", 4) == Lines{"  ab", "cdef"});
}

TEST_CASE("a wide character never stands half outside, and marks stay with their letter") {
  CHECK(lines_fitting("一二三", 5) == Lines{"一二", "三"});
  CHECK(lines_fitting("abe\xcc\x81z", 3) == Lines{"abe\xcc\x81", "z"});
}

TEST_CASE("what is cut ends with an ellipsis and is no wider than wanted") {
  CHECK(cut_to("short", 5, "…") == "short");
  CHECK(cut_to("longer", 5, "…") == "long…");
  CHECK(cut_to("longer", 5, "...") == "lo...");
  CHECK(cut_to("一二三", 4, "…") == "一…");
  CHECK(cut_to("longer", 2, "...").empty());
}
