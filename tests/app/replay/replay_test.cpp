#include <sys/stat.h>

#include "tests/app/mpdemo.hpp"

namespace {

using namespace tests;

/// A record of `demo`, made now.
std::string record_of(const std::string& demo) {
  const Finished finished = misbehave(demo, {"--auto", "--format", "jsonl"});
  CHECK(finished.error.empty());
  return finished.output;
}

std::string record_of_fork() {
  return mpdemo({"fork", "--auto", "--format", "jsonl"}).output;
}

/// The raw view as the record has it: what was printed, in order.
std::string printed_in(const std::string& record) {
  std::string text;
  for (const auto& run : runs_in(record)) {
    for (const auto& event : run.events) {
      if (event.act.kind == probe::Kind::print) text += event.act.text + "\n";
      if (event.act.kind == probe::Kind::output) text += event.act.text;
    }
  }
  return text;
}

}  // namespace

TEST_CASE("A page whose processes all wait is recorded to its end, and can be replayed") {
  const support::NothingLeft nothing_left;
  for (const char* page : {"pipe/no-end", "pipe/full"}) {
    CAPTURE(page);
    const Finished recorded = mpdemo({page, "--format", "jsonl"});
    CHECK(recorded.status == exited(1));
    const Folder folder;
    write_file(folder / "run.jsonl", recorded.output);
    const Finished replayed = mpdemo({"replay", folder / "run.jsonl"});
    CHECK(replayed.error.empty());
    CHECK_THAT(replayed.output, ContainsSubstring("by mpdemo") &&
                                    ContainsSubstring("nobody can go on, so mpdemo ended them"));
  }
}

TEST_CASE("A record comes back with the same bytes") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  for (const std::string& record : {record_of_fork(), record_of("killed"), record_of("throws"),
                                    record_of("hostile"), record_of("buffered")}) {
    write_file(folder / "run", record);
    const Finished again = mpdemo({"replay", folder / "run", "--format", "jsonl"});
    CHECK(again.status == exited(0));
    CHECK(again.error.empty());
    CHECK(again.output == record);
    CHECK(mpdemo({"replay", folder / "run", "--format", "jsonl", "-o", folder / "copy"}).status ==
          exited(0));
    CHECK(contents_of(folder / "copy") == record);
  }
}

TEST_CASE("A replay in text is what was seen live") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  // A session shows the run on its terminal and records the same run in a file.
  for (const char* demo : {"basic", "variables"}) {
    Program program(kMpdemo,
                    {"fork", "--demo", demo, "--step", "--plain", "--color", "never", "--format",
                     "jsonl", "-o", folder / "run"},
                    support::on_terminal());
    program.expect("is about to print");
    program.send_keys("c");
    CHECK(program.wait() == exited(0));
    std::string screen = program.output();
    std::erase(screen, '\r');
    const Finished replayed = mpdemo({"replay", folder / "run", "--plain"});
    CHECK(replayed.status == exited(0));
    const auto lines = lines_of(replayed.output);
    REQUIRE(lines.size() > 10);
    for (const auto& line : lines) CHECK_THAT(screen, ContainsSubstring(line));
  }
}

TEST_CASE("A replay in raw is what was printed") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  for (const std::string& record : {record_of_fork(), record_of("buffered")}) {
    write_file(folder / "run", record);
    const Finished raw = mpdemo({"replay", folder / "run", "--format", "raw"});
    CHECK(raw.status == exited(0));
    CHECK(raw.output == printed_in(record));
  }
}

TEST_CASE("A replay takes the options of a view") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "run", record_of_fork());
  const auto stable =
      runs_in(mpdemo({"replay", folder / "run", "--format", "jsonl", "--ids", "stable"}).output);
  REQUIRE(stable.size() > 1);
  CHECK(stable[0].events.front().pid == 1);
  CHECK(support::broken_laws(stable[0]).empty());
  const auto text = mpdemo({"replay", folder / "run", "--time", "none", "--color", "always"});
  CHECK_THAT(text.output, ContainsSubstring("\x1b["));
  CHECK(text.output.find(" ms") == std::string::npos);
}

TEST_CASE("A replay is not a run: what failed then is no failure now") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "run", record_of("crash"));
  const Finished finished = mpdemo({"replay", folder / "run"});
  // The run failed when it ran; showing that again is no failure.
  CHECK(finished.status == exited(0));
  CHECK_THAT(finished.output, ContainsSubstring("SIGSEGV"));
  CHECK_THAT(finished.output, ContainsSubstring("The run failed"));
}

TEST_CASE("A record may come through a pipe") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  const std::string record = record_of_fork();
  Program program(kMpdemo, {"replay", folder / "pipe", "--format", "jsonl"});
  write_file(folder / "pipe", record);
  CHECK(program.wait() == exited(0));
  CHECK(program.output() == record);
}

TEST_CASE("A recorded text cannot steer the reader's terminal") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "run", record_of("hostile"));
  for (const char* option : {"--color=never", "--plain"}) {
    const Finished finished =
        mpdemo({"replay", folder / "run", "--auto", option}, support::on_terminal());
    CHECK(finished.status == exited(0));
    CHECK(finished.output.find_first_of("\x1b\x07") == std::string::npos);
  }
}
