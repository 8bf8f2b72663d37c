#include <sys/resource.h>

#include <set>

#include "tests/app/mpdemo.hpp"

// The lessons as a script runs them: the output, independent of the order of
// processes.

namespace {

using namespace tests;
using probe::Kind;

record::Timeline recorded(Arguments arguments) {
  arguments.insert(arguments.end(), {"--format", "jsonl"});
  const Finished finished = mpdemo(arguments);
  CHECK(finished.status == exited(0));
  CHECK(finished.error.empty());
  return lawful_run_in(finished.output);
}

/// The numbers of the tasks, in the order in which they end.
std::string finished_tasks(const record::Timeline& run) {
  std::string numbers;
  for (const auto& event : events_of(run, Kind::print)) {
    if (event.act.text.ends_with(" ends")) numbers += event.act.text[5];
  }
  return numbers;
}

std::set<pid_t> workers_of(const record::Timeline& run) {
  std::set<pid_t> workers;
  for (const auto& event : events_of(run, Kind::task)) workers.insert(event.pid);
  return workers;
}

/// What was printed with `word` in front, in order.
std::vector<std::string> printed_after(const std::string& word, const record::Timeline& run) {
  std::vector<std::string> found;
  for (const auto& event : events_of(run, Kind::print)) {
    if (event.act.text.starts_with(word)) found.push_back(event.act.text.substr(word.size()));
  }
  return found;
}

/// The two sums of shared/race: without the lock, and with it.
std::pair<long, long> sums_of(const std::string& printed) {
  const std::vector<std::string> lines = lines_of(printed);
  REQUIRE(lines.size() == 2);
  const auto sum = [](const std::string& line) {
    return std::stol(line.substr(line.find(':') + 1));
  };
  return {sum(lines[0]), sum(lines[1])};
}

}  // namespace

TEST_CASE("Two workers end the five tasks 1, 0, then 2 and 3 in either order, then 4") {
  const support::NothingLeft nothing_left;
  const auto run = recorded({"pool", "--demo", "default", "--workers", "2", "--speed", "10"});
  const std::string order = finished_tasks(run);
  CHECK((order == "10234" || order == "10324"));
  CHECK(workers_of(run).size() == 2);
}

TEST_CASE("Five workers end the five tasks 4, 3, 2, 1, 0") {
  const support::NothingLeft nothing_left;
  const auto run = recorded({"pool", "--demo", "five", "--speed", "10"});
  CHECK(finished_tasks(run) == "43210");
  CHECK(workers_of(run).size() == 5);
}

TEST_CASE("Queue and pipe hand over three names in order, and their reader is terminated") {
  const support::NothingLeft nothing_left;
  const std::vector<std::string> names = {"Yi_Zhi_Yu", "Tony", "San"};
  for (const auto& [lesson, word] : {std::pair("queue", "got "), std::pair("pipe", "received ")}) {
    const auto run = recorded({lesson, "--demo", "handover", "--speed", "20"});
    CHECK(printed_after(word, run) == names);
    const auto killed = events_of(run, Kind::signal);
    REQUIRE(killed.size() == 1);
    CHECK(killed.front().act.signal == SIGTERM);
  }
}

TEST_CASE("A million increments are too few without the lock, and all there with it") {
  const support::NothingLeft nothing_left;
  const Finished finished =
      mpdemo({"shared", "--demo", "race", "--increments", "1000000", "--format", "raw"});
  CHECK(finished.status == exited(0));
  const auto [unlocked, locked] = sums_of(finished.output);
  CHECK(unlocked < 2'000'000);
  CHECK(locked == 2'000'000);
}

TEST_CASE("With two locks in opposite order both draw a line, or nobody goes on") {
  const support::NothingLeft nothing_left;
  const Finished finished = mpdemo({"shared", "--demo", "deadlock", "--format", "jsonl"});
  const auto run = lawful_run_in(finished.output);
  const auto printed = printed_after("", run);
  if (finished.status == exited(0)) {
    CHECK(printed.size() == 5);
    CHECK(printed.back() == "both have drawn a line");
  } else {
    CHECK(finished.status == exited(1));
    CHECK(printed.size() == 2);
    CHECK(run.end.status == "deadlock");
  }
}

TEST_CASE("With two locks in the same order both draw a line, one after the other") {
  const support::NothingLeft nothing_left;
  const auto printed = printed_after("", recorded({"shared", "--demo", "ordered"}));
  REQUIRE(printed.size() == 5);
  const std::string first = printed[0].substr(0, 3);
  CHECK((first == "ann" || first == "ben"));
  CHECK(printed[1] == first + " draws a line");
  CHECK(printed[4] == "both have drawn a line");
}

TEST_CASE("A pool of 500 workers and 20,000 tasks obeys the laws, in bounded memory") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  Options options;
#ifndef __SANITIZE_ADDRESS__  // which reserves terabytes
  // A limit of private memory, for the director and each process of the demo.
  // The record is larger: keeping the events would fail.
  options.before_exec = [] {
    const rlimit most{24 << 20, 24 << 20};
    REQUIRE(::setrlimit(RLIMIT_DATA, &most) == 0);
  };
#endif
  const std::string file = folder / "run";
  const Finished finished = mpdemo({"pool", "--demo", "default", "--workers", "500", "--tasks",
                                    "20000", "--speed", "1000", "--format", "jsonl", "-o", file},
                                   options);
  CHECK(finished.status == exited(0));
  CHECK(finished.error.empty());
  CHECK(std::filesystem::file_size(file) > (24 << 20));
  const auto run = lawful_run_in(contents_of(file));
  CHECK(run.end.status == "ok");
  CHECK(run.end.lost == 0);
  CHECK(events_of(run, Kind::fork).size() == 500);
}
