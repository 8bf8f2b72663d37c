#include "tests/app/session/walk.hpp"

// Each demo line by line, on a small screen, from its beginning to its end and
// back, with real keys. See tests/app/screens.

namespace {

using namespace tests;

const std::string kExplained = "Enter lets the shown process act";

/// Goes forward until another process could act, and chooses that.
void choose_another(const support::Tmux& tmux) {
  for (int made = 0;; ++made) {
    REQUIRE(made < 50);
    const std::string other = other_choice(tmux.expect_settled(" b c q]\n"), 2);
    const std::string before = tmux.scrollback();
    tmux.press({other.empty() ? "Space" : other});
    REQUIRE(support::eventually([&] { return tmux.scrollback() != before; }));
    if (!other.empty()) return;
  }
}

/// Whether there are too many schedules for three seconds.
bool takes_long(const std::string& lesson) {
  return lesson == "pool";
}

void walk_line_by_line(const std::string& lesson, const std::string& demo) {
  Walk walk(lesson, demo, 60, 20);
  const support::Tmux& tmux = walk.tmux();
  tmux.expect(" b c q]");
  const int all = walk.acts();
  tmux.press_often(all - 1, "Space");
  tmux.press({"?"});
  tmux.expect_often(2, kExplained);
  walk.look("last act", " b c q]");
  tmux.press_often(all, "Left");
  tmux.expect("This is the beginning.");

  choose_another(tmux);
  walk.look("another choice", " b c q]");
  if (!takes_long(lesson)) {
    tmux.press({"o"});
    tmux.expect_often(1, "possible outcome");
    tmux.expect("Back at choice ");
  }
  tmux.press({"q"});
  CHECK_THAT(walk.expect_end(), ContainsSubstring("ended by the reader"));
}

}  // namespace

TEST_CASE("Every demo on a screen of 60 x 20, line by line", "[screens][slow]") {
  through_all_demos(walk_line_by_line);
}
