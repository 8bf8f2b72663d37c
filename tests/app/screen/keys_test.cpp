#include "app/screen/keys.hpp"

#include <string>
#include <vector>

#include "tests/support/catch.hpp"

// How typed characters become keys. Nothing here forks.

namespace {

using app::Key;
using app::take_key;
using Means = Key::Means;

/// The key that consists of all of `text`.
Key only_key(std::string text) {
  CAPTURE(text);
  const auto key = take_key(text);
  REQUIRE(key);
  CHECK(text.empty());
  return *key;
}

std::vector<Means> all_keys(std::string text) {
  std::vector<Means> found;
  while (const auto key = take_key(text)) found.push_back(key->means);
  CHECK(text.empty());
  return found;
}

}  // namespace

TEST_CASE("Enter, the space bar, n and the keys of a clicker go forward") {
  for (const char* text : {"\n", "\r", " ", "n", "\x1b[C", "\x1bOC", "\x1b[6~"}) {
    CHECK(only_key(text).means == Means::forward);
  }
}

TEST_CASE("b, the left arrow and PageUp go back") {
  for (const char* text : {"b", "\x1b[D", "\x1bOD", "\x1b[5~"}) {
    CHECK(only_key(text).means == Means::back);
  }
}

TEST_CASE("c and g run on, and q ends") {
  CHECK(only_key("c").means == Means::run_on);
  CHECK(only_key("g").means == Means::run_on);
  CHECK(only_key("q").means == Means::quit);
}

TEST_CASE("Other keys ask for something to read, or for another pace") {
  CHECK(only_key("o").means == Means::outcomes);
  CHECK(only_key("p").means == Means::python);
  CHECK(only_key("?").means == Means::help);
  CHECK(only_key("+").means == Means::faster);
  CHECK(only_key("-").means == Means::slower);
}

TEST_CASE("Home and End go to the first and the last, as each terminal sends them") {
  for (const char* text : {"\x1b[H", "\x1bOH", "\x1b[1~"}) {
    CHECK(only_key(text).means == Means::first);
  }
  for (const char* text : {"\x1b[F", "\x1bOF", "\x1b[4~"}) {
    CHECK(only_key(text).means == Means::last);
  }
}

TEST_CASE("Up and down are themselves, as each terminal sends them") {
  for (const char* text : {"\x1b[A", "\x1bOA"}) CHECK(only_key(text).means == Means::up);
  for (const char* text : {"\x1b[B", "\x1bOB"}) CHECK(only_key(text).means == Means::down);
}

TEST_CASE("s skips") {
  CHECK(only_key("s").means == Means::skip);
}

TEST_CASE("A digit is a choice, and 0 is none") {
  for (int digit = 1; digit <= 9; ++digit) {
    const Key key = only_key(std::to_string(digit));
    CHECK(key.means == Means::choice);
    CHECK(key.choice == digit);
  }
  CHECK(only_key("0").means == Means::unknown);
}

TEST_CASE("A key that comes in pieces is taken once it is whole") {
  for (const std::string sequence : {"\x1b[D", "\x1bOC", "\x1b[5~", "\x1b[1;5D"}) {
    CAPTURE(sequence);
    std::string typed;
    for (std::size_t i = 0; i + 1 < sequence.size(); ++i) {
      typed += sequence[i];
      CHECK_FALSE(take_key(typed));
      CHECK(typed == sequence.substr(0, i + 1));
    }
    typed += sequence.back();
    CHECK(take_key(typed));
    CHECK(typed.empty());
  }
}

TEST_CASE("What was typed ahead is taken key by key") {
  CHECK(all_keys("\n2b\x1b[5~\x1b[Cq") == std::vector{Means::forward, Means::choice, Means::back,
                                                      Means::back, Means::forward, Means::quit});
  std::string typed = "3\x1b[";
  CHECK(take_key(typed)->choice == 3);
  CHECK_FALSE(take_key(typed));
  CHECK(typed == "\x1b[");
}

TEST_CASE("Unknown keys in a row are one, so that they are explained once") {
  CHECK(all_keys("xyz") == std::vector{Means::unknown});
  CHECK(all_keys("x\x1b[Zy!\x1b[1;5D0\n") == std::vector{Means::unknown, Means::forward});
  CHECK(all_keys("nx\x1b[2~n") == std::vector{Means::forward, Means::unknown, Means::forward});
}

TEST_CASE("Letters of an unknown sequence are no keys of their own") {
  // F1, Insert, Ctrl with an arrow, a paste that is bracketed, an é.
  for (const char* text : {"\x1bOP", "\x1b[2~", "\x1b[1;5C", "\x1b[200~", "\xc3\xa9"}) {
    CHECK(only_key(text).means == Means::unknown);
  }
}

TEST_CASE("Escape before another key is unknown, and the key counts") {
  CHECK(all_keys("\x1b\x1b[D") == std::vector{Means::unknown, Means::back});
  CHECK(all_keys("\x1bq") == std::vector{Means::unknown, Means::quit});
}

TEST_CASE("No bytes are no key") {
  std::string typed;
  CHECK_FALSE(take_key(typed));
}
