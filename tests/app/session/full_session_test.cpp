#include <fmt/format.h>

#include "lessons/catalogue.hpp"
#include "tests/app/mpdemo.hpp"
#include "tests/support/terminal/tmux.hpp"

// The full-screen session in a real terminal, with real keys. Names only and no
// times, so that a screen is the same in each run.

namespace {

using namespace tests;
using support::Tmux;

std::string command(const std::string& lesson, const std::string& demo, const char* program) {
  return fmt::format("{} {} --demo {} --step --quiz off --ids stable --time none --honour-sleep",
                     program, lesson, demo);
}

std::string session(const std::string& lesson, const std::string& demo) {
  return command(lesson, demo, kMpdemo.c_str()) + "; echo status $?";
}

/// As fast as it goes, to the end of the demo.
void run_to_end(const Tmux& tmux) {
  tmux.press({"g", "+", "+", "+", "+", "+", "+"});
}

/// Going forward and all the way back restores a demo's first screen.
void go_there_and_back(const Tmux& tmux, bool ends_well) {
  const std::string first = tmux.expect_settled("Enter next");
  run_to_end(tmux);
  if (ends_well) {
    tmux.expect("The demo has ended.");
    tmux.press({"b"});
    tmux.expect("back at act");
  } else {
    tmux.expect("nobody can go on: b goes back");
  }
  tmux.press_often(200, "b");
  const std::string back = tmux.expect("this is the beginning");
  CHECK_THAT(back, ContainsSubstring(" 0 acts"));
  // All but the rule with the sentence.
  const auto rows_before = lines_of(first);
  const auto rows = lines_of(back);
  REQUIRE(rows.size() == rows_before.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (rows[row].find("this is the beginning") == std::string::npos)
      CHECK(rows[row] == rows_before[row]);
  }
}

}  // namespace

TEST_CASE("Where the page stands beside the lanes, each lesson goes to its end and back",
          "[slow]") {
  const support::NothingLeft nothing_left;
  for (const auto& lesson : lessons::pages_over_mp()) {
    const auto& demo = lesson.demos.back();
    CAPTURE(lesson.name, demo.name);
    const Tmux tmux(140, 36, session(std::string(lesson.name), std::string(demo.name)));
    go_there_and_back(tmux, true);
    tmux.press({"q"});
    const std::string after = tmux.expect("status 0");
    CHECK_THAT(after, ContainsSubstring(fmt::format("{}/{}", lesson.name, demo.name)));
  }
}

TEST_CASE("A demo that comes to a standstill says so, and goes back from there") {
  const support::NothingLeft nothing_left;
  const Tmux tmux(80, 24,
                  command("shared", "deadlock", kMpdemo.c_str()) +
                      " --schedule 1x3.2x2.3.2.3x2; echo status $?");
  go_there_and_back(tmux, false);
  run_to_end(tmux);
  tmux.expect("nobody can go on: b goes back");
  tmux.press({"Enter"});
  tmux.expect("deadlock");
  tmux.press({"Enter"});
  CHECK_THAT(tmux.expect("status 1"),
             ContainsSubstring("The same again: mpdemo shared --demo deadlock"));
}

TEST_CASE("The screen shows the page, the lanes, and who may act next") {
  const support::NothingLeft nothing_left;
  const Tmux tmux(80, 24, session("fork", "variables"));
  tmux.expect("Enter next");
  tmux.press_often(3, "n");
  const std::string screen = tmux.expect(" 3 acts");
  CHECK_THAT(screen, StartsWith(" fork/variables   "));
  CHECK_THAT(screen, ContainsSubstring("p▶ "));
  CHECK_THAT(screen, ContainsSubstring("c1▶ "));
  CHECK_THAT(screen, ContainsSubstring("├─ fork ─"));
  CHECK_THAT(screen, ContainsSubstring("\n ▶ 1 parent         is about to print"));
  CHECK_THAT(screen, ContainsSubstring("\n   2 child-1        is about to print"));
  CHECK_THAT(screen,
             ContainsSubstring(
                 "\n Enter next  1-9 choose  b back  g run on  o outcomes  p Python  ? help  q "
                 "quit\n"));
  CHECK(lines_of(screen).size() == 24);

  // The other one first: then the mark is at its next line.
  tmux.press({"2"});
  const std::string other = tmux.expect(" 4 acts");
  CHECK_THAT(other, ContainsSubstring("│ child"));
  tmux.press({"9"});
  tmux.expect("no process has the number 9");
  tmux.press({"x"});
  tmux.expect("this key does nothing here");
  tmux.press({"q"});
  CHECK_THAT(tmux.expect("status 0"),
             ContainsSubstring("The same again: mpdemo fork --demo variables"));
}

TEST_CASE("Help, the page in Python and the outcomes lie over the demo until they are closed") {
  const support::NothingLeft nothing_left;
  const Tmux tmux(80, 24, session("fork", "variables"));
  tmux.expect("Enter next");
  tmux.press_often(4, "Enter");
  const std::string before = tmux.expect(" 4 acts");
  tmux.press({"?"});
  tmux.expect("the process with that number acts");
  tmux.press({"q"});
  CHECK(tmux.expect("Enter next") == before);
  tmux.press({"p"});
  tmux.expect("os.fork()");
  tmux.press({"Escape"});
  CHECK(tmux.expect("Enter next") == before);
  tmux.press({"o"});
  tmux.expect("possible outcomes");
  tmux.press({"q"});
  tmux.expect("back at act 5");
  // They are known now.
  tmux.press({"o"});
  tmux.expect("possible outcomes");
  tmux.press({"b", "q", "Enter"});
  tmux.expect(" 5 acts");
  tmux.press({"q"});
  tmux.expect("status 0");
}

TEST_CASE("What lies over a demo is closed, and not the session, while the demo is made again") {
  const support::NothingLeft nothing_left;
  const Tmux tmux(80, 24, kFixture + " bad --demo dawdle --step; echo status $?");
  tmux.expect("Enter next");
  tmux.press({"n"});
  tmux.expect(" 1 act\n");
  // One schedule is enough.
  tmux.press({"o", "x"});
  tmux.expect("q closes this");
  tmux.press({"q"});
  tmux.expect("back at act 2");
  tmux.press({"q"});
  tmux.expect("status 0");
}

TEST_CASE("A question stands where the processes stood, and its answer above the prose") {
  const support::NothingLeft nothing_left;
  const Tmux tmux(
      100, 30, kMpdemo + " fork --demo variables --step --ids stable --time none; echo status $?");
  tmux.expect("Enter next");
  tmux.press({"n"});
  const std::string asked = tmux.expect("1-9 your answer");
  CHECK_THAT(asked, ContainsSubstring("\n `source` is 10."));
  CHECK_THAT(asked, ContainsSubstring("\n   3 Either 3 or 9: it depends on who comes first"));
  CHECK_THAT(asked, !ContainsSubstring("The copy is complete"));
  tmux.press({"2"});
  tmux.expect("You say 2 \"Only 9: it sees only its own 1 taken away\".");
  CHECK_THAT(tmux.expect("Enter next"), ContainsSubstring("The copy is complete"));
  tmux.press({"g", "+", "+", "+", "+", "+"});
  tmux.expect("The demo has ended.");
  tmux.press({"Enter"});
  CHECK_THAT(tmux.expect("status 0"), ContainsSubstring("Predictions: 1 of 1 right"));
}

TEST_CASE("Demo follows demo, and the lanes of all stay on the terminal") {
  const support::NothingLeft nothing_left;
  const Tmux tmux(100, 30,
                  kMpdemo + " fork --step --quiz off --ids stable --time none; echo status $?");
  tmux.expect("Enter next");
  run_to_end(tmux);
  tmux.expect("Enter goes on to fork/variables");
  tmux.press({"o"});
  tmux.expect("possible outcome");
  tmux.press({"q", "Enter"});
  tmux.expect(" 0 acts");
  run_to_end(tmux);
  tmux.expect("Enter goes on to fork/tree");
  tmux.press({"q"});
  tmux.expect("status 0");
  const std::string left = tmux.scrollback();
  for (const char* part : {"fork/basic   fork() is called once", "fork/variables   ",
                           "The same again: mpdemo fork --demo basic --schedule",
                           "The same again: mpdemo fork --demo variables --schedule"})
    CHECK_THAT(left, ContainsSubstring(part));
  // Nothing of the screen itself remains.
  CHECK(left.find("q quit") == std::string::npos);
}

TEST_CASE("A key holds what runs on, and others change its pace") {
  const support::NothingLeft nothing_left;
  const Tmux tmux(80, 24, session("fork", "basic"));
  tmux.expect("Enter next");
  tmux.press({"g", "-", "-"});
  tmux.expect("an act every 4 s");
  tmux.press({"x"});
  tmux.expect("held");
  CHECK_THAT(tmux.expect("Enter next"), ContainsSubstring(" 1 act\n"));
  tmux.press({"q"});
  tmux.expect("status 0");
}

TEST_CASE("A terminal that changes its size in the middle shows what fits") {
  const support::NothingLeft nothing_left;
  const Tmux tmux(80, 24, session("fork", "variables"));
  tmux.expect("Enter next");
  tmux.press_often(3, "n");
  const std::string before = tmux.expect(" 3 acts");
  tmux.resize(140, 36);
  tmux.expect(" │ ");
  tmux.expect("Enter next");
  tmux.resize(60, 20);
  tmux.expect("60x20 is too small: make it 70x20");
  tmux.press({"n"});
  tmux.resize(20, 3);
  tmux.resize(80, 24);
  tmux.expect(" 4 acts");
  tmux.press({"b"});
  tmux.expect("back at act 4");
  tmux.press({"q"});
  tmux.expect("status 0");
}

TEST_CASE("A terminal of 60 x 20 has the session line by line, and so has --plain") {
  const support::NothingLeft nothing_left;
  for (const char* option : {"", " --plain"}) {
    const Tmux tmux(*option ? 80 : 60, *option ? 24 : 20,
                    kMpdemo + " fork --demo basic --step --quiz off" + option + "; echo status $?");
    tmux.expect("is about to print");
    tmux.press({"q"});
    tmux.expect("status 0");
  }
}

TEST_CASE("The modes are the same before and after, and Ctrl-Z comes back to the screen") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const std::string before = folder / "before";
  const std::string after = folder / "after";
  const Tmux tmux(
      80, 24,
      fmt::format("stty -a >{}; set -m; {}; stty -a >{}; echo stopped; fg; stty -a >>{}; "
                  "echo status $?",
                  before, command("fork", "basic", kMpdemo.c_str()), after, after));
  tmux.expect("Enter next");
  tmux.press({"n"});
  tmux.expect(" 1 act\n");
  tmux.press({"C-z"});
  CHECK_THAT(tmux.expect(" 1 act\n"), ContainsSubstring("Enter next"));
  tmux.press({"q"});
  tmux.expect("status 0");
  CHECK(contents_of(after) == contents_of(before) + contents_of(before));
  CHECK_THAT(tmux.scrollback(), ContainsSubstring("stopped"));
}

namespace {

/// On a terminal that only collects the output.
Options drawn() {
  Options options = support::on_terminal();
  options.environment = {{"TERM", "xterm-256color"}, {"LC_ALL", "C.UTF-8"}};
  return options;
}

void check_left(const Program& program) {
  CHECK(os::same_modes(program.modes(), program.modes_before()));
  const std::string& output = program.output();
  const auto entered = output.rfind("\x1b[?1049h");
  REQUIRE(entered != output.npos);
  CHECK(output.find("\x1b[?1049l", entered) != output.npos);
  CHECK(output.find("\x1b[?25h", entered) != output.npos);
}

}  // namespace

TEST_CASE("However a full-screen session ends, the terminal is as before") {
  const support::NothingLeft nothing_left;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGKILL, SIGSEGV, SIGABRT}) {
    CAPTURE(signal);
    Options options = drawn();
    options.environment["ASAN_OPTIONS"] = "handle_segv=0";  // otherwise a report replaces it
    Program program(kMpdemo, {"fork", "--demo", "basic", "--step", "--quiz", "off"}, options);
    program.expect("run on");
    program.send_keys("nn");
    program.expect("is about to print");
    CHECK_FALSE(os::same_modes(program.modes(), program.modes_before()));
    CHECK(end_with(signal, program).was_killed());
    check_left(program);
  }
  Program interrupted(kMpdemo, {"fork", "--demo", "basic", "--step", "--quiz", "off"}, drawn());
  interrupted.expect("run on");
  interrupted.send_keys("\x03");
  CHECK(interrupted.wait() == os::ExitStatus::killed(SIGINT));
  check_left(interrupted);
}

TEST_CASE("A full-screen session ends with its window") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, {"fork", "--demo", "basic", "--step", "--quiz", "off"}, drawn());
  program.expect("run on");
  program.close_window();
  CHECK(support::no_process_left_within(2));
}

TEST_CASE("A demo that crashes ends its run, not the screen") {
  const support::NothingLeft nothing_left;
  Program program(kFixture, {"bad", "--demo", "crash", "--step"}, drawn());
  program.expect("run on");
  program.send_keys("n");
  program.expect("failed");
  program.send_keys("\n");
  CHECK(program.wait() == exited(1));
  check_left(program);
}

TEST_CASE("A terminal that nobody knows has the session line by line") {
  const support::NothingLeft nothing_left;
  Options unknown = drawn();
  unknown.environment["TERM"] = "mpdemo-has-no-such-terminal";
  Program program(kMpdemo, {"fork", "--demo", "basic", "--step", "--quiz", "off"}, unknown);
  program.expect("is about to print");
  program.send_keys("q");
  CHECK(program.wait() == exited(0));
  CHECK(program.output().find("\x1b[?1049h") == std::string::npos);
}

TEST_CASE("A full-screen session is recorded with -o, too") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  Program program(kMpdemo,
                  {"fork", "--demo", "basic", "--step", "--quiz", "off", "--format", "jsonl", "-o",
                   folder / "run"},
                  drawn());
  program.expect("run on");
  program.send_keys("nnbg+++++++");
  program.expect("has ended");
  program.send_keys("\n");
  CHECK(program.wait() == exited(0));
  CHECK(lawful_run_in(contents_of(folder / "run")).end.status == "ok");
}
