#include <set>
#include <sstream>

#include "lessons/catalogue.hpp"
#include "tests/app/mpdemo.hpp"

// Runs whose choices are given, random, or reported afterwards.

namespace {

using namespace tests;

const Arguments kStable = {"--ids", "stable", "--time", "none"};

std::vector<Arguments> every_demo() {
  std::vector<Arguments> demos;
  for (const auto& lesson : lessons::pages_over_mp()) {
    for (const auto& demo : lesson.demos) {
      demos.push_back({std::string(lesson.name), "--demo", std::string(demo.name)});
    }
  }
  return demos;
}

/// The command after "The same again: " at the end.
Arguments told_command(const std::string& text) {
  constexpr std::string_view kMark = "\nThe same again: mpdemo ";
  const auto found = text.rfind(kMark);
  REQUIRE(found != text.npos);
  std::istringstream words(text.substr(found + kMark.size()));
  return {std::istream_iterator<std::string>(words), {}};
}

void check_misfit(const std::string& schedule, const std::string& sentence) {
  CAPTURE(schedule);
  const Folder folder;
  const Arguments join = {"process", "--demo", "join", "--schedule", schedule};
  const Finished finished =
      mpdemo(together(join, {"--format", "jsonl", "-o", folder / "run.jsonl"}));
  CHECK(finished.status == exited(1));
  CHECK(finished.output.empty());
  CHECK(is_one_sentence(finished.error));
  CHECK_THAT(finished.error, ContainsSubstring(sentence));
  CHECK(folder.names().empty());
  // It cannot be repeated.
  const Finished shown = mpdemo(join);
  CHECK(shown.status == exited(1));
  CHECK(shown.output.find("The same again") == std::string::npos);
}

}  // namespace

TEST_CASE("The command that a run tells repeats it, whatever the demo") {
  const support::NothingLeft nothing_left;
  for (const Arguments& demo : every_demo()) {
    CAPTURE(demo);
    // A random run may deadlock, and that is repeated, too.
    const Finished first = mpdemo(together(together(demo, {"--seed", "7"}), kStable));
    const Finished again = mpdemo(together(told_command(first.output), kStable));
    CHECK(again.status == first.status);
    CHECK(again.output == first.output);
    CHECK(again.error.empty());
  }
}

TEST_CASE("One schedule, the same bytes: every demo in its default order") {
  const support::NothingLeft nothing_left;
  for (const Arguments& demo : every_demo()) {
    CAPTURE(demo);
    const Arguments as_data = together(kStable, {"--format", "jsonl"});
    const Finished first = mpdemo(together(together(demo, {"--pace", "0s"}), as_data));
    CHECK(first.status == exited(0));
    const auto run = lawful_run_in(first.output);
    CHECK(run.run.mode == record::Mode::controlled);
    const Arguments same = together(together(demo, {"--schedule", run.end.schedule}), as_data);
    const Finished second = mpdemo(same);
    CHECK(second.output == mpdemo(same).output);
    CHECK(second.output.substr(second.output.find('\n')) ==
          first.output.substr(first.output.find('\n')));
  }
}

TEST_CASE("A run into a deadlock is the same bytes each time, too") {
  const support::NothingLeft nothing_left;
  const Arguments deadlock = together(
      {"shared", "--demo", "deadlock", "--schedule", "1x3.2x2.3.2.3x2", "--format", "jsonl"},
      kStable);
  const Finished first = mpdemo(deadlock);
  CHECK(first.status == exited(1));
  CHECK(lawful_run_in(first.output).end.status == "deadlock");
  // All are killed at the same time, in no particular order.
  for (int i = 0; i < 20; ++i) CHECK(mpdemo(deadlock).output == first.output);
}

TEST_CASE("The command is on the screen, or with the messages when data is there") {
  const support::NothingLeft nothing_left;
  const Arguments basic = {"fork", "--demo", "basic", "--seed", "1"};
  const Finished text = mpdemo(basic);
  CHECK(text.error.empty());
  const Arguments command = told_command(text.output);
  const std::string schedule = command.back();
  CHECK(command == Arguments{"fork", "--demo", "basic", "--schedule", schedule});
  for (const Arguments& elsewhere :
       {Arguments{"--format", "raw"}, Arguments{"--format", "jsonl"}}) {
    const Finished data = mpdemo(together(basic, elsewhere));
    CHECK(data.error == "The same again: mpdemo fork --demo basic --schedule " + schedule + "\n");
    CHECK(data.output.find("The same again") == std::string::npos);
  }
  // A given schedule is not reported again.
  CHECK(
      mpdemo({"fork", "--demo", "basic", "--schedule", schedule, "--format", "raw"}).error.empty());
  CHECK(mpdemo({"fork", "--demo", "basic"}).output.find("The same again") == std::string::npos);
}

TEST_CASE("The command has the parameters of the run") {
  const support::NothingLeft nothing_left;
  const auto told = [](const Arguments& arguments) {
    Arguments command = told_command(mpdemo(together(arguments, {"--seed", "1"})).output);
    command.resize(command.size() - 2);
    return command;
  };
  const std::vector<Arguments> commands = {
      {"queue", "--demo", "handover", "--items", "a,b"},
      {"queue", "--demo", "handover", "--honour-sleep"},
      {"pool", "--demo", "default", "--workers", "3", "--tasks", "4"},
      {"shared", "--demo", "race", "--processes", "3", "--increments", "1"},
  };
  for (const Arguments& command : commands) CHECK(told(command) == command);
}

TEST_CASE("A schedule that is shorter than the run is followed by the default order") {
  const support::NothingLeft nothing_left;
  const Finished finished =
      mpdemo(together({"fork", "--demo", "basic", "--schedule", "1x2.2"}, kStable));
  CHECK(finished.status == exited(0));
  CHECK(told_command(finished.output).back() == "1x2.2.1x2.2x2.1x3");
}

TEST_CASE("A schedule that does not fit is answered with the choice, and leaves no file") {
  const support::NothingLeft nothing_left;
  check_misfit("1.9", "choice 2 of 2 is process 9, which does not exist yet");
  check_misfit("1x4",
               "choice 4 of 4 is process 1, parent, which waits for child-1; "
               "these could act there: 2 (child-1)");
  check_misfit("1x3.2x3", "choice 6 of 6 is process 2, which has ended");
  check_misfit("1x3.2x2.1x9", "it has 14 choices, and the demo had ended after 8");
}

TEST_CASE("What is no schedule is refused") {
  const support::NothingLeft nothing_left;
  for (const char* text : {"x", "1x", "1.", ".1", "1..2", "0", "-1", "1x0", "1 2", "1,2", "1*2",
                           "1x2000000", "99999999999", "1x3.2y"}) {
    check_refused({"fork", "--demo", "basic", "--schedule", text}, "is not a schedule");
  }
  check_refused({"fork", "--demo", "basic", "--schedule", ""}, "needs a value");
  check_refused({"fork", "--demo", "basic", "--seed", "many"}, "--seed");
  check_refused({"fork", "--demo", "basic", "--seed", "-1"}, "--seed");
}

TEST_CASE("Options that do not go together are refused with what to do") {
  const support::NothingLeft nothing_left;
  const Arguments basic = {"fork", "--demo", "basic"};
  check_refused({"fork", "--schedule", "1"}, "add --demo NAME");
  check_refused(together(basic, {"--schedule", "1", "--seed", "1"}), "use only one");
  check_refused(together(basic, {"--runs", "5"}), "--runs goes with --outcomes");
  check_refused(together(basic, {"--budget", "5s"}), "--budget goes with --outcomes");
  check_refused(together(basic, {"--every-order"}), "--every-order goes with --outcomes");
  check_refused(together(basic, {"--outcomes", "--step"}), "takes no --step");
  check_refused(together(basic, {"--outcomes", "--pace", "1s"}), "takes no --pace");
  check_refused(together(basic, {"--outcomes", "--seed", "1"}), "takes no --seed");
  check_refused(together(basic, {"--outcomes", "--schedule", "1"}), "takes no --schedule");
  check_refused(together(basic, {"--outcomes", "--format", "raw"}), "one of text, jsonl");
  check_refused(together(basic, {"--outcomes", "--budget", "5"}), "--budget takes a duration");
  check_refused(together(basic, {"--outcomes", "--runs", "-1"}), "--runs");
}

TEST_CASE("A seed makes one run of many, the same each time") {
  const support::NothingLeft nothing_left;
  std::set<std::string> runs;
  for (int seed = 1; seed <= 8; ++seed) {
    const Arguments arguments =
        together({"fork", "--demo", "basic", "--seed", std::to_string(seed)}, kStable);
    const Finished first = mpdemo(arguments);
    CHECK(first.status == exited(0));
    CHECK(mpdemo(arguments).output == first.output);
    runs.insert(first.output);
  }
  CHECK(runs.size() > 1);
}

TEST_CASE("When sleep is honoured nobody wakes before its time, whatever the seed") {
  const support::NothingLeft nothing_left;
  for (int seed = 1; seed <= 8; ++seed) {
    CAPTURE(seed);
    const Finished finished = mpdemo({"queue", "--demo", "handover", "--honour-sleep", "--seed",
                                      std::to_string(seed), "--format", "raw"});
    CHECK(finished.status == exited(0));
    CHECK(times("got ", finished.output) == 3);
  }
}
