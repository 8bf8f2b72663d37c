#include <map>

#include "tests/app/mpdemo.hpp"

// Output that does not use say(): the kernel says which process wrote it.

namespace {

using namespace tests;
using probe::Kind;

}  // namespace

TEST_CASE("Text that would steer a terminal does not reach it") {
  const support::NothingLeft nothing_left;
  for (const char* option : {"--color=never", "--plain"}) {
    for (const Options& options : {Options(), support::on_terminal()}) {
      const Finished finished = misbehave("hostile", {"--auto", option}, options);
      CHECK(finished.status == exited(0));
      CHECK(finished.output.find_first_of("\x1b\x07") == std::string::npos);
      CHECK_THAT(finished.output, ContainsSubstring("before"));
      CHECK_THAT(finished.output, ContainsSubstring("after"));
    }
  }
  // In data it is kept.
  const auto run = lawful_run_in(misbehave("hostile", {"--auto", "--format", "jsonl"}).output);
  CHECK(events_of(run, Kind::print).front().act.text == "before\x1b[31m\x07 after");
}

TEST_CASE("S02: what waited in a buffer at the fork comes twice, from two processes") {
  const support::NothingLeft nothing_left;
  const auto run = lawful_run_in(misbehave("buffered", {"--auto", "--format", "jsonl"}).output);
  CHECK(run.end.status == "ok");
  const auto written = events_of(run, Kind::output);
  REQUIRE(written.size() == 2);
  CHECK(written[0].act.text == written[1].act.text);
  CHECK(written[0].pid != written[1].pid);
}

TEST_CASE("A program that knows nothing of mpdemo is recorded with its PIDs") {
  const support::NothingLeft nothing_left;
  for (int i = 0; i < 20; ++i) {
    const Finished finished = misbehave("shell", {"--auto", "--format", "jsonl"});
    CHECK(finished.status == exited(0));
    const auto run = lawful_run_in(finished.output);
    CHECK(run.end.status == "ok");
    std::map<std::string, pid_t> writers;
    for (const auto& event : events_of(run, Kind::output)) {
      writers[event.act.text] = event.pid;
    }
    REQUIRE(writers.size() == 3);
    const pid_t shell = events_of(run, Kind::fork).front().act.peer.value_or(0);
    CHECK(writers["from the shell\n"] == shell);
    CHECK(writers["unfinished"] == shell);
    CHECK(writers["from below it\n"] != shell);
    CHECK(writers["from below it\n"] > 0);
  }
}

TEST_CASE("A demo that talks a lot is recorded line by line, none lost") {
  const support::NothingLeft nothing_left;
  const Finished finished = misbehave("chatter", {"--auto", "--format", "raw"});
  CHECK(finished.status == exited(0));
  const auto lines = lines_of(finished.output);
  REQUIRE(lines.size() == 20'000);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i] != "line " + std::to_string(i) + " of a program that talks a lot") FAIL(lines[i]);
  }
}
