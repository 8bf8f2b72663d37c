#include <fmt/format.h>

#include <regex>

#include "tests/app/mpdemo.hpp"
#include "tests/support/terminal/tmux.hpp"

// The game "reach it": an outcome is given, and the reader leads the run to it.

namespace {

using namespace tests;
using support::Tmux;

std::string game(const std::string& what, int seed, const std::string& more = "") {
  return fmt::format("{} {} --challenge {} --ids stable --time none {}; echo status $?", kMpdemo,
                     what, seed, more);
}

/// The part of a screen, or of what was written, that says what to reach.
std::string goal_in(const std::string& text) {
  static const std::regex goal("\n((?:  \\S[^\n]*\n)+)\nIt can still be reached");
  std::smatch found;
  REQUIRE(std::regex_search(text, found, goal));
  return found[1];
}

/// Deadlock is an outcome that nobody comes to by pressing Enter alone.
constexpr const char* kEndsInDeadlock = "then: deadlock";

/// A seed for which that demo is to be led into its deadlock. Each game is left at once.
int seed_of_deadlock() {
  for (int seed = 1; seed < 40; ++seed) {
    Program program(
        kMpdemo,
        {"shared", "deadlock", "--challenge", std::to_string(seed), "--plain", "--ids", "stable"},
        support::on_terminal());
    program.expect("Type Enter");
    const bool is_one = program.output().find(kEndsInDeadlock) != std::string::npos;
    program.send_keys("q");
    CHECK(program.wait() == exited(1));
    if (is_one) return seed;
  }
  FAIL("no seed asks for the deadlock");
  return 0;
}

}  // namespace

TEST_CASE("The same seed asks for the same outcome, on the full screen and line by line") {
  const support::NothingLeft nothing_left;
  const Tmux full(80, 24, game("pipe handover", 3));
  const std::string shown = full.expect_settled("It can still be reached");
  CHECK_THAT(shown, ContainsSubstring("Reach it: lead pipe/handover to the outcome below."));
  CHECK_THAT(shown, ContainsSubstring("14 of 14 outcomes are left."));
  CHECK_THAT(shown, ContainsSubstring("0 choices and no step back; the fewest: "));
  const Tmux lines(80, 40, game("pipe handover", 3, "--plain"));
  std::string goal = goal_in(lines.expect_settled("Type Enter"));
  std::string same;
  // The full screen has a margin.
  for (const auto& row : lines_of(goal)) same += " " + row + "\n";
  CHECK_THAT(shown, ContainsSubstring(same));
  for (const Tmux* one : {&full, &lines}) {
    one->press({"q", "q"});
    one->expect("status 1");
  }
}

TEST_CASE("Who goes where the outcome is lost is told on request, goes back, and reaches it") {
  const support::NothingLeft nothing_left;
  const int seed = seed_of_deadlock();
  const Tmux tmux(80, 24, game("shared deadlock", seed));
  tmux.expect("It can still be reached");
  tmux.press({"Enter"});
  tmux.expect("0 choices and no step back");
  tmux.press_often(2, "n");
  tmux.expect(" 2 acts");
  // One process alone: it takes both, so they cannot wait for each other any more.
  std::string screen;
  for (int choices = 3; choices < 12; ++choices) {
    tmux.press({"2"});
    tmux.expect(fmt::format(" {} acts", choices));
    tmux.press({"r"});
    screen = tmux.expect_settled("closes this");
    tmux.press({"q"});
    if (screen.find("it cannot be reached any more") != screen.npos) break;
  }
  static const std::regex lost_since(
      "Since choice ([0-9]+) \\(\\S+\\) it cannot be reached any more");
  std::smatch lost;
  REQUIRE(std::regex_search(screen, lost, lost_since));
  tmux.expect(fmt::format(" {} acts", lost[1].str()));
  tmux.press({"b"});
  tmux.expect("back at act");
  tmux.press({"r"});
  CHECK_THAT(tmux.expect_settled("closes this"), ContainsSubstring("and 1 step back"));
  tmux.press({"q"});
  // Ben takes what ann will want, and whoever acts then has to wait.
  tmux.expect("b back");
  for (int choices = 0; choices < 30; ++choices) {
    screen = tmux.expect_settled(" acts");
    if (screen.find("nobody can go on") != screen.npos) break;
    static const std::regex ben_may_act(" ([1-9]) ben ");
    std::smatch ben;
    tmux.press({std::regex_search(screen, ben, ben_may_act) ? ben[1].str() : "Enter"});
  }
  tmux.press({"Enter"});
  CHECK_THAT(tmux.expect_settled("Enter ends"), ContainsSubstring("Reached, with "));
  tmux.press({"Enter"});
  CHECK_THAT(tmux.expect("status 0"), ContainsSubstring("Reached, with "));
}

TEST_CASE("Another outcome is told with the turning point, and b goes on from there") {
  const support::NothingLeft nothing_left;
  for (const char* language : {"en", "zh-Hant"}) {
    const bool is_english = std::string(language) == "en";
    const Tmux tmux(80, 60, game("process no-join", 1, fmt::format("--plain --lang {}", language)));
    tmux.expect(is_english ? "Type Enter" : "請按 Enter");
    // The outcome that Enter alone leads to is not asked for.
    for (int presses = 0; presses < 40; ++presses) {
      tmux.press({"Enter"});
      if (tmux.expect_settled("").find(is_english ? "another outcome" : "另一個結果") !=
          std::string::npos)
        break;
    }
    const std::string ended = tmux.screen();
    CHECK_THAT(ended,
               ContainsSubstring(is_english ? "The turning point: after choice" : "轉折點：在第"));
    CHECK_THAT(ended, ContainsSubstring(is_english ? "b goes back, Enter ends. Type Enter b or q:"
                                                   : "按 b 回到上一步，按 Enter 結束"));
    tmux.press({"b"});
    tmux.expect(is_english ? "Back at choice" : "回到第");
    tmux.press({"r"});
    tmux.expect(is_english ? "1 step back" : "回頭 1 次");
    tmux.press({"q"});
    tmux.expect("status 1");
  }
}

TEST_CASE("A demo that can come to one outcome alone has nothing to reach, and says so") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, {"fork", "doubled", "--challenge", "7"}, support::on_terminal());
  CHECK(program.wait() == exited(0));
  CHECK_THAT(program.output(),
             ContainsSubstring("fork/doubled can come to only one outcome, so there is nothing"));
}

TEST_CASE("A program of the reader's own is a game, too") {
  const support::NothingLeft nothing_left;
  const std::string script = kMpdemo +
                             " trace --challenge 1 --ids stable --time none -- sh -c "
                             "'echo one & echo two; wait'; echo status $?";
  const Tmux tmux(80, 24, script);
  const std::string shown = tmux.expect_settled("It can still be reached");
  CHECK_THAT(shown, ContainsSubstring("2 of 2 outcomes are left."));
  // Enter alone leads to the other of the two.
  const bool wants_child_first = shown.find("one") < shown.find("two");
  tmux.press({"Enter"});
  for (int choices = 0; choices < 20; ++choices) {
    const std::string screen = tmux.expect_settled("quit");
    if (screen.find("The demo has ended") != screen.npos) break;
    const std::string first = wants_child_first ? "child-1" : "parent";
    // Whose row it is: the digit before the name.
    const std::regex row("([1-9]) " + first);
    std::smatch found;
    const bool has_digit = std::regex_search(screen, found, row);
    tmux.press({has_digit ? found[1].str() : "Enter"});
  }
  CHECK_THAT(tmux.screen(), ContainsSubstring("Reached, with "));
  tmux.press({"Enter"});
  tmux.expect("status 0");
}

TEST_CASE("Without a terminal there is no game") {
  const support::NothingLeft nothing_left;
  for (const Arguments& what : {Arguments{"fork", "basic", "--challenge", "1"},
                                Arguments{"trace", "--challenge", "1", "--", "true"}}) {
    const Finished finished = mpdemo(what);
    CHECK(finished.status == exited(3));
    CHECK(is_one_sentence(finished.error));
    CHECK_THAT(finished.error, StartsWith("mpdemo: --challenge needs a terminal"));
  }
}

TEST_CASE("Keys that are typed ahead play the game, and the terminal's end leaves it") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, {"fork", "basic", "--challenge", "2", "--plain", "--ids", "stable"},
                  support::on_terminal());
  program.send_keys("\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\nq");
  CHECK(program.wait() == exited(1));
  CHECK_THAT(program.output(), ContainsSubstring("That is another outcome"));
  CHECK(as_before(program));
  Program closed(kMpdemo, {"fork", "basic", "--challenge", "2", "--plain"}, support::on_terminal());
  closed.expect("Type Enter");
  closed.send_keys("\x04");
  CHECK(closed.wait() == exited(1));
  CHECK(as_before(closed));
}

TEST_CASE("A lesson is a game after the other, and each has its own outcome") {
  const support::NothingLeft nothing_left;
  const Tmux tmux(80, 24, game("fork", 5));
  tmux.expect("lead fork/basic to the outcome below");
  tmux.press({"q", "g", "+", "+", "+", "+", "+"});
  CHECK_THAT(tmux.expect_settled("Enter goes on to fork/variables"),
             ContainsSubstring("That is another outcome"));
  tmux.press({"Enter"});
  tmux.expect("lead fork/variables to the outcome below");
  tmux.press({"q", "q"});
  tmux.expect("status 1");
}
