#include "core/view/formats.hpp"
#include "tests/app/mpdemo.hpp"

// A demo beside its twin in Python.

namespace {

using namespace tests;

Arguments with_twin(const Arguments& demo, const Arguments& more = {}) {
  return together(together(demo, {"--python", "--trace"}), more);
}

const Arguments kBasic = {"fork", "--demo", "basic"};

Options of_width(const char* columns) {
  Options options;
  options.environment["COLUMNS"] = columns;
  return options;
}

/// The printed lines by process, in an order that does not depend on the
/// scheduler.
std::vector<std::pair<std::string, std::string>> printed_in(const record::Timeline& run) {
  std::vector<std::pair<std::string, std::string>> printed;
  for (const auto kind : {probe::Kind::print, probe::Kind::output}) {
    for (const auto& event : events_of(run, kind))
      printed.emplace_back(event.name, event.act.text.substr(0, event.act.text.find('\n')));
  }
  std::sort(printed.begin(), printed.end());
  return printed;
}

}  // namespace

TEST_CASE("A demo and its twin are two runs of one record, and print the same") {
  const support::NothingLeft nothing_left;
  for (const Arguments& demo :
       {kBasic, {"process", "--demo", "spawn"}, {"pipe", "--demo", "duplex"}}) {
    CAPTURE(demo);
    const Folder folder;
    const std::string file = folder / "both.jsonl";
    const Finished finished =
        mpdemo(with_twin(demo, {"--format", "jsonl", "--ids", "stable", "-o", file}));
    CHECK(finished.status == exited(0));
    CHECK(finished.error.empty());
    const auto runs = runs_in(contents_of(file));
    REQUIRE(runs.size() == 2);
    for (const auto& run : runs) CHECK(support::broken_laws(run) == std::vector<std::string>());
    CHECK(runs[0].run.lesson == demo[0]);
    CHECK(runs[1].run.lesson == "trace");
    CHECK(runs[1].run.demo == demo[2] + ".py");
    CHECK(runs[1].events.front().act.value == "python3 lessons/" + demo[0] + "/" + demo[2] + ".py");
    const auto printed = printed_in(runs[0]);
    const auto by_twin = printed_in(runs[1]);
    REQUIRE(printed.size() == by_twin.size());
    // Python's own helper process has a number, too.
    if (demo[2] != "spawn") CHECK(printed == by_twin);
    CHECK(mpdemo({"replay", file}).status == exited(0));
  }
}

TEST_CASE("Two pictures stand next to each other where there is room, else below each other") {
  const support::NothingLeft nothing_left;
  const auto wide = lines_of(mpdemo(with_twin(kBasic), of_width("130")).output);
  REQUIRE_FALSE(wide.empty());
  CHECK_THAT(wide.front(), StartsWith("fork/basic   fork() is called once"));
  CHECK_THAT(wide.front(), ContainsSubstring("  trace/basic.py   the same in Python 3"));
  const std::string narrow = mpdemo(with_twin(kBasic), of_width("100")).output;
  CHECK_THAT(narrow, StartsWith("fork/basic   fork() is called once"));
  CHECK_THAT(narrow, ContainsSubstring("\n\ntrace/basic.py   the same in Python 3\n"));
}

TEST_CASE("Each format writes a demo and its twin") {
  const support::NothingLeft nothing_left;
  for (const auto& format : view::formats()) {
    CAPTURE(format.name);
    const Finished finished = mpdemo(with_twin(kBasic, {"--format", std::string(format.name)}));
    CHECK(finished.status == exited(0));
    CHECK(finished.error.empty());
    CHECK(times("and I am alone", finished.output) >= 2);
  }
}

TEST_CASE("Without python3 a sentence says what to install") {
  const support::NothingLeft nothing_left;
  Options options;
  options.environment["PATH"] = "/nowhere";
  const Finished finished = mpdemo(with_twin(kBasic), options);
  CHECK(finished.status == exited(3));
  CHECK(finished.output.empty());
  CHECK(is_one_sentence(finished.error));
  CHECK_THAT(finished.error, ContainsSubstring("apt install python3"));
}

TEST_CASE("Who waits for a twin that sleeps sees how far it is, and may interrupt it") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, with_twin({"queue"}), support::on_terminal());
  program.expect("queue/handover: runs in Python, sleeps as it says, ");
  program.send_keys("\x03");
  CHECK(program.wait() == os::ExitStatus::killed(SIGINT));
  CHECK(support::no_process_left_within(2));
}

TEST_CASE("A twin that takes longer than it may is ended, and that is no good end") {
  const support::NothingLeft nothing_left;
  const Finished finished = mpdemo(with_twin({"queue"}, {"--timeout", "400ms"}));
  CHECK(finished.status == exited(1));
  CHECK(times("gave up after 0.4 s", finished.output) == 2);
}
