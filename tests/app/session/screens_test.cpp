#include "tests/app/session/walk.hpp"

// Each demo on the full screen, from its beginning to its end and back, with real
// keys. All screens are compared with tests/app/screens.

namespace {

using namespace tests;

std::string acts(int count) {
  return fmt::format(" {} {}\n", count, count == 1 ? "act" : "acts");
}

/// All rows are as before, except the one that says that this is the beginning.
void check_begins_as(const std::string& first, const std::string& back) {
  std::string rows;
  for (const auto& row : lines_of(support::different_rows(first, back))) {
    if (row.find("this is the beginning") == std::string::npos) rows += row + "\n";
  }
  // The row with the sentence was a rule.
  CHECK(lines_of(rows).size() == 1);
  CHECK_THAT(rows, ContainsSubstring("was |───"));
}

/// Goes forward until another process could act, and chooses that.
int choose_another(const support::Tmux& tmux, const std::string& forward) {
  for (int made = 0;; ++made) {
    REQUIRE(made < 50);
    const std::string other = other_choice(tmux.expect_settled(acts(made)), 3);
    tmux.press({other.empty() ? forward : other});
    if (!other.empty()) return made + 1;
  }
}

/// How the reader goes through a demo.
struct Habits {
  std::string forward;
  std::string back;
  bool reads_outcomes;  ///< and compares them with the book
};

void walk_through(Walk walk, const Habits& keys) {
  const support::Tmux& tmux = walk.tmux();
  const std::string first = tmux.expect_settled("Enter next");
  const int all = walk.acts();
  tmux.press_often(all, keys.forward);
  walk.look("end", "The demo has ended.");
  tmux.press_often(all + 1, keys.back);
  check_begins_as(first, tmux.expect_settled("this is the beginning"));

  const int made = choose_another(tmux, keys.forward);
  walk.look("another choice", acts(made));
  const std::string before = tmux.screen();
  tmux.press({"?"});
  walk.look_at_help("the process with that number acts");
  tmux.press({"q"});
  CHECK(tmux.expect_settled("Enter next") == before);
  // The second key says that one schedule is enough.
  tmux.press({"o", "x"});
  if (keys.reads_outcomes)
    walk.look("outcomes", "q closes this");
  else
    tmux.expect("q closes this");  // the same lines, and more room
  tmux.press({"q"});
  tmux.expect(fmt::format("back at act {}", made + 1));
  tmux.press({"q"});
  CHECK_THAT(walk.expect_end(), ContainsSubstring("The same again: mpdemo "));
}

}  // namespace

TEST_CASE("Every demo on a screen of 80 x 24, with a clicker's keys", "[screens][slow]") {
  through_all_demos([](const std::string& lesson, const std::string& demo) {
    walk_through({lesson, demo, 80, 24}, {"NPage", "PPage", true});
  });
}

TEST_CASE("Every demo on a screen of 120 x 40, with a keyboard's keys", "[screens][slow]") {
  through_all_demos([](const std::string& lesson, const std::string& demo) {
    walk_through({lesson, demo, 120, 40}, {"Enter", "b", false});
  });
}

TEST_CASE("A screen that is not as in the book is told row by row") {
  const Folder folder;
  write_file(folder / "book", "=== one\na\n\nc\n=== two\nd\n");
  support::ScreenBook book(folder / "book");
  if (::getenv("MPDEMO_RENEW_SCREENS")) return;
  CHECK(book.difference("one", "a  \n\nc\n\n").empty());
  CHECK_THAT(book.difference("one", "a\nb\nc\n"), ContainsSubstring(":\n  2 was |\n     is |b\n"));
  CHECK_THAT(book.difference("two", ""), ContainsSubstring("  1 was |d\n     is |\n"));
  CHECK_THAT(book.difference("three", ""), ContainsSubstring("scripts/screens adds it"));
}
