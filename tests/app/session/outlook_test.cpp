#include <fmt/format.h>

#include "tests/app/mpdemo.hpp"
#include "tests/support/terminal/tmux.hpp"

// What can still come, told in a session once the reader has asked for all outcomes.

namespace {

using namespace tests;
using support::Tmux;

std::string session_of_deadlock(const std::string& more) {
  return kMpdemo + " shared --demo deadlock --step --quiz off --ids stable --time none " + more +
         "; echo status $?";
}

/// Into the deadlock: ann takes the pencil, ben the ruler, and then each wants the other.
const std::string kToDeadlock = "--schedule 1x3.2x2.3x2";

/// Asks until all is known: on a busy machine one look does not try everything. The list or
/// the map is left on the screen.
std::string ask_for_all(const Tmux& tmux, const std::string& key) {
  for (int looks = 0; looks < 30; ++looks) {
    tmux.press({key});
    const std::string screen = tmux.expect_settled("q closes this");
    if (screen.find("all proved") != screen.npos) return screen;
    tmux.press({"q"});
    tmux.expect_settled("Enter next");
  }
  return tmux.screen();
}

}  // namespace

TEST_CASE("Once outcomes were asked for, each choice says what it leaves, and a lost run is told") {
  const support::NothingLeft nothing_left;
  const Tmux tmux(80, 24, session_of_deadlock(kToDeadlock));
  const std::string before = tmux.expect_settled("Enter next");
  CHECK(before.find("left") == std::string::npos);
  CHECK_THAT(ask_for_all(tmux, "o"), ContainsSubstring("4 possible outcomes, all proved"));
  tmux.press({"q"});
  tmux.expect("4 of 4 outcomes left");
  tmux.press_often(5, "Enter");
  // Ann has the pencil: now it is on ben.
  CHECK_THAT(tmux.expect_settled(" 5 acts"), ContainsSubstring("outcomes left"));
  const std::string open = tmux.screen();
  CHECK_THAT(open, ContainsSubstring("only deadlocks"));
  CHECK(open.find("From here on") == std::string::npos);
  tmux.press({"Enter"});
  const std::string lost = tmux.expect_settled(" 6 acts");
  CHECK_THAT(lost, ContainsSubstring("From here on every run deadlocks."));
  CHECK(lost.find("outcomes left") == std::string::npos);
  tmux.press({"b"});
  CHECK(tmux.expect_settled(" 5 acts").find("From here on") == std::string::npos);
  tmux.press({"q"});
  tmux.expect("status 0");
}

TEST_CASE("Closes, which nobody is asked about, are among the choices that were made") {
  const support::NothingLeft nothing_left;
  const Tmux tmux(
      80, 24, kMpdemo + " pipe ends --step --quiz off --ids stable --time none; echo status $?");
  tmux.expect("Enter next");
  CHECK_THAT(ask_for_all(tmux, "o"), ContainsSubstring("2 possible outcomes, all proved"));
  tmux.press({"q"});
  tmux.expect("2 of 2 outcomes left");
  for (int acts = 1; acts <= 8; ++acts) {
    tmux.press({"Enter"});
    const std::string screen =
        tmux.expect_settled(acts == 1 ? " 1 act\n" : fmt::format(" {} acts", acts));
    if (screen.find("The demo has ended") != screen.npos) break;
    CAPTURE(screen);
    CHECK((screen.find(" of 2 outcomes left") != screen.npos ||
           screen.find("the only outcome") != screen.npos));
  }
  tmux.press({"q"});
  tmux.expect("status 0");
}

TEST_CASE("A digit in the list plays that outcome from its beginning, and any key holds it") {
  const support::NothingLeft nothing_left;
  const Tmux tmux(80, 24, session_of_deadlock(""));
  tmux.expect("Enter next");
  tmux.press_often(3, "Enter");
  tmux.expect(" 3 acts");
  tmux.press({"o"});
  tmux.expect("1-9 plays it");
  tmux.press({"9"});  // there are four, and so it closes the list
  tmux.expect("back at act 4");
  tmux.press({"o"});
  tmux.expect("1-9 plays it");
  tmux.press({"1"});
  tmux.expect("plays outcome 1: any key holds it");
  tmux.expect(" 1 act\n");
  tmux.press({"x"});
  tmux.expect("held");
  tmux.press({"g", "+", "+", "+", "+"});
  tmux.expect(" b goes ");
  tmux.press({"q"});
  tmux.expect("status 0");
}

TEST_CASE("The map lies over the demo, at any moment, and is there at once the second time") {
  const support::NothingLeft nothing_left;
  const Tmux tmux(80, 24, session_of_deadlock(""));
  tmux.expect("Enter next");
  const std::string map = ask_for_all(tmux, "m");
  CHECK_THAT(map, ContainsSubstring("shared/deadlock: 4 possible outcomes, all proved"));
  CHECK_THAT(map, ContainsSubstring("■"));
  CHECK_THAT(map, ContainsSubstring("  ends well\n"));
  CHECK_THAT(map, ContainsSubstring("  deadlock\n"));
  tmux.press({"q"});
  tmux.expect("4 of 4 outcomes left");
  tmux.press({"Enter", "m"});
  CHECK(times("ends well", tmux.expect_settled("q closes this")) == 1);
  tmux.press({"q", "q"});
  tmux.expect("status 0");
}

TEST_CASE("Line by line there is all of this, too") {
  const support::NothingLeft nothing_left;
  for (const char* language : {"en", "zh-Hant"}) {
    const bool is_english = std::string(language) == "en";
    const Tmux tmux(
        80, 60, session_of_deadlock(fmt::format("--plain --lang {} {}", language, kToDeadlock)));
    tmux.expect(is_english ? "is about to" : "接下來要");
    tmux.press({"m"});
    tmux.expect(is_english ? "; then" : "；接著是");
    const std::string proved = is_english ? "all proved" : "已證明沒有別的";
    for (int looks = 0; looks < 30; ++looks) {
      tmux.press({"o"});
      const std::string shown = tmux.expect_settled(
          is_english ? "A digit plays that outcome, Enter goes on here. Type Enter 1"
                     : "按數字播放那個結果，按 Enter 從這裡繼續。請按 Enter 1");
      tmux.press({"Enter"});
      if (shown.find(proved) != shown.npos) break;
    }
    tmux.expect(is_english ? ": 4 of 4 outcomes left" : "：還有 4 種結果（共 4 種）");
    tmux.press_often(6, "Enter");
    tmux.expect(is_english ? "From here on every run deadlocks."
                           : "從這裡開始，怎麼執行都會死結。");
    tmux.press({"o"});
    tmux.expect(is_english ? "A digit plays" : "按數字播放");
    tmux.press({"1", "x"});
    tmux.press({"q"});
    tmux.expect("status 0");
  }
}
