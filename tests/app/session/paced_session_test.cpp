#include "tests/app/mpdemo.hpp"
#include "tests/support/terminal/tmux.hpp"

// A session that plays by itself: --pace on a terminal, so that a teacher has
// both hands free.

namespace {

using namespace tests;
using support::Tmux;

std::string paced(const std::string& pace, const std::string& more = "") {
  return kMpdemo + " fork --pace " + pace + " --ids stable --time none " + more +
         "; echo status $?";
}

}  // namespace

TEST_CASE("With a pace the full screen plays one demo after the other, with their prose") {
  const support::NothingLeft nothing_left;
  const Tmux tmux(80, 24, paced("60ms"));
  tmux.expect("Each process has a number");
  tmux.expect("fork/variables");
  tmux.expect("Enter ends the session");
  tmux.press({"Enter"});
  const std::string end = tmux.expect("status 0");
  CHECK_THAT(end, ContainsSubstring("The same again: mpdemo fork --demo flushed"));
}

TEST_CASE("Any key holds what plays by itself, and g lets it go on at the same pace") {
  const support::NothingLeft nothing_left;
  const Tmux tmux(80, 24, paced("1s", "--demo basic"));
  tmux.expect("any key holds it");
  tmux.press({"x"});
  const std::string held = tmux.expect("held");
  CHECK_THAT(held, ContainsSubstring("Enter next"));
  tmux.press({"PageDown", "PageUp"});
  tmux.expect("back at act");
  tmux.press({"g", "+"});
  tmux.expect("an act every 0.5 s");
  tmux.press({"+", "+", "+", "+"});
  tmux.expect("The demo has ended.");
  tmux.press({"q"});
  tmux.expect("status 0");
}

TEST_CASE("What plays by itself keeps its last screen until a key is pressed") {
  const support::NothingLeft nothing_left;
  const Tmux tmux(80, 24, paced("1ms"));
  tmux.expect("Enter ends the session");
  // It still reacts to keys, however short the pace is.
  tmux.press({"b"});
  tmux.expect("back at act");
  tmux.press({"g"});
  tmux.expect("Enter ends the session");
  tmux.press({"Enter"});
  tmux.expect("status 0");
}

TEST_CASE("Line by line a pace needs no key, one key holds it, and c goes on") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, {"fork", "--demo", "basic", "--pace", "100ms"},
                  support::on_small_terminal());
  program.expect("Each process has a number");
  program.expect("The kernel makes a copy");
  program.send_keys("x");
  program.expect("[Enter");
  program.send_keys("c");
  CHECK(program.wait() == exited(0));
  CHECK_THAT(program.output(), ContainsSubstring("The same again: mpdemo fork --demo basic"));
}

TEST_CASE("The ground that is asked for is painted, and else the terminal's own is left") {
  const support::NothingLeft nothing_left;
  const std::string white_ground = "\x1b[107m";
  for (const std::string theme : {"auto", "light", "dark"}) {
    Options options = support::on_terminal();
    options.environment["TERM"] = "xterm-256color";
    Program program(kMpdemo, {"fork", "--demo", "basic", "--quiz", "off", "--theme", theme},
                    options);
    program.expect("run on");
    program.send_keys("q");
    CHECK(program.wait() == exited(0));
    CAPTURE(theme);
    CHECK((program.output().find(white_ground) != std::string::npos) == (theme == "light"));
  }
}
