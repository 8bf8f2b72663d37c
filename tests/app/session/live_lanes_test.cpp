#include "tests/app/replay/stepped_replay.hpp"

// On a terminal a run that plays through is a picture, if there is room.

namespace {

using namespace tests;

constexpr const char* kLane = "● parent";
constexpr const char* kWord = "  prints  ";

const std::vector<Arguments> kPlays = {{"fork", "--demo", "basic", "--auto"},
                                       {"fork", "--demo", "basic", "--seed", "1"}};

Arguments with(Arguments arguments, const Arguments& more) {
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

void check_words(const Arguments& arguments, const Options& options) {
  CAPTURE(arguments);
  const Finished finished = mpdemo(arguments, options);
  CHECK(finished.status == exited(0));
  CHECK(times(kLane, finished.output) == 0);
  CHECK(times("starts", finished.output) > 0);
}

}  // namespace

TEST_CASE("On a terminal a run that plays through is shown in lanes") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "run", record_of_basic());
  std::vector<Arguments> plays = kPlays;
  plays.push_back({"replay", folder / "run", "--auto"});
  for (const Arguments& arguments : plays) {
    const Finished lanes = mpdemo(with(arguments, {"--color", "never"}), support::on_terminal());
    CHECK(lanes.status == exited(0));
    CHECK_THAT(lanes.output, ContainsSubstring(kLane));
    CHECK(times(kWord, lanes.output) == 0);
  }
}

TEST_CASE("Lanes come as the run goes on") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, {"fork", "--demo", "basic", "--pace", "1m", "--color", "never"},
                  support::on_terminal());
  program.expect(kLane);
  CHECK(end_with(SIGINT, program) == os::ExitStatus::killed(SIGINT));
}

TEST_CASE("Elsewhere than on a terminal a run stays in words") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "run", record_of_basic());
  for (const Arguments& arguments : kPlays) check_words(arguments, {});
  check_words({"fork", "--demo", "basic", "--pace", "1ms"}, {});
  check_words({"replay", folder / "run", "--auto"}, {});
  // A terminal for the messages alone is none.
  Options piped = support::on_terminal();
  piped.output = To::pipe;
  for (const Arguments& arguments : kPlays) check_words(arguments, piped);
}

TEST_CASE("Words are shown on a terminal to who asks for them, or cannot use a picture") {
  const support::NothingLeft nothing_left;
  Options dumb = support::on_terminal();
  dumb.environment = {{"TERM", "dumb"}};
  for (const Arguments& arguments : kPlays) {
    check_words(with(arguments, {"--format", "text"}), support::on_terminal());
    check_words(with(arguments, {"--plain"}), support::on_terminal());
    check_words(arguments, dumb);
  }
}

TEST_CASE("A terminal without room for lanes gets words") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "run", record_of_basic());
  for (const auto& [columns, lanes] : {std::pair(59, 0), std::pair(60, 1)}) {
    // The record comes when the terminal has its size.
    Options options = support::on_terminal();
    options.input = To::pipe;
    Program program(
        "sh",
        {"-c", "read go; exec \"$0\" replay --auto --color never \"$1\"", kMpdemo, folder / "run"},
        support::on_terminal());
    program.terminal().resize(static_cast<unsigned short>(columns), 24);
    program.send_keys("\n");
    CHECK(program.wait() == exited(0));
    CHECK(times(kLane, program.output()) == static_cast<std::size_t>(lanes));
  }
}

TEST_CASE("Below lanes stands the command for the same again") {
  const support::NothingLeft nothing_left;
  const Arguments seeded = {"fork", "--demo", "basic", "--seed", "1"};
  const Finished shown = mpdemo(with(seeded, {"--color", "never"}), support::on_terminal());
  CHECK_THAT(shown.output, ContainsSubstring(kLane));
  CHECK_THAT(shown.output, ContainsSubstring("\r\nThe same again: mpdemo fork --demo basic"));
  const Finished piped = mpdemo(with(seeded, {"--format", "lanes"}));
  CHECK_THAT(piped.output, ContainsSubstring("\nThe same again: mpdemo fork --demo basic"));
  CHECK(piped.error.empty());
  // A file has the run and nothing else.
  const Folder folder;
  const Finished filed = mpdemo(with(seeded, {"--format", "lanes", "-o", folder / "run"}));
  CHECK_THAT(filed.error, StartsWith("The same again: "));
  CHECK(times("The same", contents_of(folder / "run")) == 0);
}

TEST_CASE("A session line by line stays in words") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, {"fork", "--demo", "basic", "--color", "never"},
                  support::on_small_terminal());
  program.expect("q] ");
  program.send_keys("c");
  CHECK(program.wait() == exited(0));
  CHECK(times(kLane, program.output()) == 0);
  CHECK(times("  exits", program.output()) == 2);
}
