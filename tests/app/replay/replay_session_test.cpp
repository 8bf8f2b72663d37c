#include "app/replay/recorded_runs.hpp"
#include "tests/app/replay/stepped_replay.hpp"

// The keys of a replay line by line.

namespace {

using namespace tests;

constexpr const char* kHome = "\x1b[H";
constexpr const char* kEnd = "\x1b[F";

std::string prompt_at(int event) {
  return "event " + std::to_string(event) + " of 12  [Enter b c q] ";
}

const Arguments kLanes = {"--step", "--format", "lanes"};

/// The screen without the part below the picture.
std::vector<std::string> picture_on(const SteppedReplay& replay) {
  auto lines = replay.screen();
  const auto end = std::find(lines.begin() + 2, lines.end(), "");
  lines.erase(end, lines.end());
  return lines;
}

}  // namespace

TEST_CASE("On a terminal a replay steps: the prose, the line of the page, the event") {
  const support::NothingLeft nothing_left;
  SteppedReplay replay(record_of_basic());
  CHECK_THAT(replay.program.output(), ContainsSubstring("fork/basic"));
  CHECK_THAT(replay.program.output(), ContainsSubstring("Enter goes to the next event"));
  CHECK_THAT(replay.program.output(), ContainsSubstring("  parent      1  starts\r\n"));
  CHECK(replay.prompt() == prompt_at(1));
  replay.press("\n");
  CHECK(replay.prompt().ends_with(prompt_at(2)));
  CHECK_THAT(replay.step(), ContainsSubstring("  Each process has a number, its PID."));
  CHECK_THAT(replay.step(), ContainsSubstring("  say(\"I am process {}, and I am alone\""));
  CHECK_THAT(replay.step(), ContainsSubstring("  parent      1  prints     I am process parent"));
  replay.program.send_keys("q");
  CHECK(replay.program.wait() == exited(0));
  CHECK(replay.left_terminal_as_before());
}

TEST_CASE("Each key that goes forward goes through to the end of a replay") {
  const support::NothingLeft nothing_left;
  for (const char* key : {"\n", "\r", " ", "n", "\x1b[C", "\x1b[6~"}) {
    SteppedReplay replay(record_of_basic());
    for (int event = 2; event < 12; ++event) {
      replay.press(key);
      CHECK(replay.prompt().ends_with(prompt_at(event)));
    }
    replay.press(key);
    CHECK(replay.prompt().ends_with("event 12 of 12  [Enter b q] "));
    replay.program.send_keys(key);
    CHECK(replay.program.wait() == exited(0));
    for (const auto& line : replay.screen()) CHECK(times(" of 12", line) == 0);
  }
}

TEST_CASE("Each key that goes back goes back to where the replay begins") {
  const support::NothingLeft nothing_left;
  for (const char* key : {"b", "\x1b[D", "\x1b[5~"}) {
    SteppedReplay replay(record_of_basic());
    replay.press_often(11, "\n");
    for (int event = 11; event >= 1; --event) {
      replay.press(key);
      CHECK(replay.prompt() == prompt_at(event));
      CHECK_THAT(replay.step(), ContainsSubstring("Back at event " + std::to_string(event) + "."));
    }
    CHECK_THAT(replay.step(), ContainsSubstring("  parent      1  starts"));
    replay.press(key);
    CHECK_THAT(replay.step(), ContainsSubstring("This is the beginning."));
    CHECK(replay.prompt() == prompt_at(1));
    replay.program.send_keys("q");
    CHECK(replay.program.wait() == exited(0));
  }
}

TEST_CASE("What a step back shows is what was there before") {
  const support::NothingLeft nothing_left;
  SteppedReplay replay(record_of_basic());
  std::vector<std::string> forward = {""};
  for (int event = 2; event <= 12; ++event) {
    replay.press("\n");
    forward.push_back(replay.step());
  }
  for (std::size_t event = 11; event-- > 1;) {
    replay.press("b");
    const auto there = lines_of(forward[event]);
    // The event, above the prompt.
    const auto& row = there[there.size() - 2];
    CHECK_THAT(replay.step(), ContainsSubstring(row.substr(row.find("  "))));
  }
  replay.program.send_keys("q");
  CHECK(replay.program.wait() == exited(0));
}

TEST_CASE("Home and End go to the first event of the run, and to the last") {
  const support::NothingLeft nothing_left;
  SteppedReplay replay(record_of_basic());
  replay.press(kEnd);
  CHECK_THAT(replay.step(), ContainsSubstring("At event 12."));
  CHECK_THAT(replay.step(), ContainsSubstring("exits      with 0"));
  CHECK_FALSE(times("forks", replay.step()) > 0);
  replay.press(kEnd);
  CHECK_THAT(replay.step(), ContainsSubstring("This is the last event."));
  replay.press(kHome);
  CHECK_THAT(replay.step(), ContainsSubstring("Back at event 1."));
  replay.press(kHome);
  CHECK_THAT(replay.step(), ContainsSubstring("This is the first event."));
  replay.program.send_keys("q");
  CHECK(replay.program.wait() == exited(0));
}

TEST_CASE("c and g show the rest of a replay, and a digit means nothing") {
  const support::NothingLeft nothing_left;
  for (const char* key : {"c", "g"}) {
    SteppedReplay replay(record_of_basic());
    replay.press("2");
    CHECK_THAT(replay.step(), ContainsSubstring("Enter goes to the next event"));
    replay.program.send_keys(key);
    CHECK(replay.program.wait() == exited(0));
    CHECK(times("  exits", replay.program.output()) == 2);
    CHECK(replay.left_terminal_as_before());
  }
}

TEST_CASE("The runs of a record follow one another, forward and back") {
  const support::NothingLeft nothing_left;
  SteppedReplay replay(record_of_two());
  CHECK(replay.prompt() == "run 1 of 2, event 1 of 12  [Enter b c q] ");
  replay.press("c");
  CHECK_THAT(replay.step(), ContainsSubstring("process/join"));
  CHECK(replay.prompt() == "run 2 of 2, event 1 of 10  [Enter b c q] ");
  replay.press("b");
  CHECK_THAT(replay.step(), ContainsSubstring("Back at event 12 of run 1."));
  CHECK(replay.prompt() == "run 1 of 2, event 12 of 12  [Enter b c q] ");
  replay.press("\n");
  CHECK_THAT(replay.step(), ContainsSubstring("process/join"));
  replay.program.send_keys("c");
  CHECK(replay.program.wait() == exited(0));
}

TEST_CASE("A picture grows with each step, and a step back takes the row away") {
  const support::NothingLeft nothing_left;
  const std::string record = record_of_basic();
  SteppedReplay replay(record, kLanes);
  std::vector<std::vector<std::string>> pictures = {picture_on(replay)};
  for (int event = 2; event <= 12; ++event) {
    replay.press("\n");
    pictures.push_back(picture_on(replay));
    CHECK(pictures.back().size() > pictures[pictures.size() - 2].size());
  }
  // As tall as the screen: the page and the prompt are below the picture.
  for (std::size_t event = 11; event-- > 7;) {
    replay.press("b");
    CHECK(replay.prompt() == prompt_at(static_cast<int>(event) + 1));
    CHECK(picture_on(replay) == pictures[event]);
  }
  replay.program.send_keys("c");
  CHECK(replay.program.wait() == exited(0));
  CHECK(picture_on(replay) == pictures.back());
}

TEST_CASE("The page stands below a picture, and goes with the prompt") {
  const support::NothingLeft nothing_left;
  SteppedReplay replay(record_of_basic(), kLanes);
  replay.press("\n");
  CHECK_THAT(replay.step(), ContainsSubstring("Each process has a number, its PID."));
  replay.program.send_keys("c");
  CHECK(replay.program.wait() == exited(0));
  for (const auto& line : replay.screen()) {
    CHECK(times("Each process", line) + times("Enter", line) == 0);
  }
}

TEST_CASE("A picture that has left the screen is drawn again where one goes back") {
  const support::NothingLeft nothing_left;
  SteppedReplay replay(record_of_basic(), kLanes);
  replay.press(kEnd);
  replay.program.terminal().resize(80, 10);
  replay.program.send_signal(SIGWINCH);
  replay.press("b");
  replay.press("b");
  CHECK_THAT(replay.program.output(), ContainsSubstring("Back at event 10."));
  replay.press(kHome);
  CHECK_THAT(replay.step(), ContainsSubstring("Back at event 1."));
  CHECK_THAT(replay.step(), ContainsSubstring("fork/basic"));
  replay.program.send_keys("q");
  CHECK(replay.program.wait() == exited(0));
}

TEST_CASE("A plain replay, or one on a dumb terminal, has no escape sequences") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "run", record_of_basic());
  Options dumb = support::on_terminal();
  dumb.environment = {{"TERM", "dumb"}};
  const std::vector<std::pair<Arguments, Options>> cases = {
      {{"--plain", "--color", "never"}, support::on_terminal()},
      {{"--step", "--format", "lanes", "--plain"}, dumb},
      {{}, dumb}};
  for (const auto& [more, options] : cases) {
    Arguments arguments = {"replay", folder / "run"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    Program program(kMpdemo, arguments, options);
    program.expect("event 1 of 12. Type Enter b c or q:\r\n");
    program.send_keys("\n");
    program.expect("event 2 of 12. Type Enter b c or q:\r\n");
    program.send_keys("b");
    program.expect("Back at event 1.\r\n");
    program.expect("event 1 of 12. Type Enter b c or q:\r\n");
    program.send_keys("c");
    CHECK(program.wait() == exited(0));
    CHECK(program.output().find('\x1b') == std::string::npos);
  }
}

TEST_CASE("A run of another program, or of another page, is stepped without its lines") {
  const support::NothingLeft nothing_left;
  std::string record = record_of_basic();
  for (const auto& [known, other] : {std::pair("\"demo\":\"basic\"", "\"demo\":\"elsewhere\""),
                                     std::pair("\"line\":", "\"line\":9")}) {
    std::string changed = record;
    for (auto at = changed.find(known); at != changed.npos; at = changed.find(known, at + 9))
      changed.replace(at, std::string(known).size(), other);
    SteppedReplay replay(changed);
    replay.press("\n");
    CHECK_THAT(replay.step(), ContainsSubstring("I am process parent"));
    CHECK(times("say(", replay.step()) == 0);
    replay.program.send_keys("c");
    CHECK(replay.program.wait() == exited(0));
  }
}

TEST_CASE("A run without events is a stop of its own") {
  app::RecordedRuns runs;
  const auto run = support::fork_parent_first();
  runs.begin(run.run);
  runs.end({});
  record::play(run, runs);
  runs.begin(run.run);
  runs.end({});
  REQUIRE(runs.size() == run.events.size() + 2);
  CHECK(runs.stop(0).event == nullptr);
  CHECK(runs.stop(0).last == 0);
  CHECK(runs.stop(1).run == 1);
  CHECK(*runs.stop(1).event == run.events.front());
  CHECK(runs.stop(1).last == run.events.size());
  CHECK(runs.stop(runs.size() - 1).event == nullptr);
  CHECK(runs.stop(runs.size() - 1).run == 2);
}
