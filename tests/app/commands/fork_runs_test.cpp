#include <set>

#include "tests/app/mpdemo.hpp"

namespace {

using namespace tests;
using probe::Kind;

/// What process `name` printed, line by line.
std::vector<std::string> printed_by(const std::string& name, const record::Timeline& run) {
  std::vector<std::string> lines;
  for (const auto& event : events_of(run, Kind::print)) {
    if (event.name == name) lines.push_back(event.act.text);
  }
  return lines;
}

/// "9" in "parent: source is 9, at 0x7ff0", between "is " and ",".
std::string between(const std::string& before, const std::string& after, const std::string& text) {
  const auto from = text.find(before);
  REQUIRE(from != std::string::npos);
  const auto begin = from + before.size();
  return text.substr(begin, after.empty() ? text.npos : text.find(after, begin) - begin);
}

record::Timeline recorded(const std::string& demo) {
  const Finished finished = mpdemo({"fork", "--demo", demo, "--format", "jsonl"});
  CHECK(finished.status == exited(0));
  CHECK(finished.error.empty());
  return lawful_run_in(finished.output);
}

/// fork() returned the child's PID to the parent and 0 to the child.
void check_return_values(const record::Timeline& run) {
  const auto forks = events_of(run, Kind::fork);
  REQUIRE(forks.size() == 1);
  const std::string parent = std::to_string(forks.front().pid);
  const std::string child = std::to_string(forks.front().act.peer.value_or(0));
  CHECK(printed_by("parent", run) ==
        std::vector<std::string>{"I am process " + parent + ", and I am alone",
                                 "I am the parent, " + parent + ": fork() gave me " + child,
                                 "process " + parent + " has reached the end"});
  CHECK(printed_by("child-1", run) ==
        std::vector<std::string>{
            "I am the child, " + child + ": fork() gave me 0, my parent is " + parent,
            "process " + child + " has reached the end"});
}

/// Each process changed a copy of its own, at the same address.
void check_copies(const record::Timeline& run) {
  const auto parent = printed_by("parent", run);
  const auto child = printed_by("child-1", run);
  REQUIRE(parent.size() == 3);
  REQUIRE(child.size() == 2);
  CHECK(between("source is ", ",", parent[0]) == "10");
  CHECK(between("source is ", ",", parent[1]) == "9");
  CHECK(between("source = ", "", parent[2]) == "9");
  CHECK(between("source is ", ",", child[0]) == "4");
  CHECK(between("source = ", "", child[1]) == "4");
  CHECK(between("at ", "", parent[1]) == between("at ", "", parent[0]));
  CHECK(between("at ", "", child[0]) == between("at ", "", parent[0]));
}

}  // namespace

TEST_CASE("fork/basic shows both values that fork returns") {
  const support::NothingLeft nothing_left;
  check_return_values(recorded("basic"));
}

TEST_CASE("S03: fork/variables shows two copies at one address: 4 and 9") {
  const support::NothingLeft nothing_left;
  check_copies(recorded("variables"));
}

TEST_CASE("S01: mpdemo fork obeys every law, 200 times in a row") {
  const support::NothingLeft nothing_left;
  for (int i = 0; i < 200; ++i) {
    CAPTURE(i);
    for (const std::string demo : {"basic", "variables"}) {
      const Finished finished = mpdemo({"fork", demo, "--format", "jsonl"});
      REQUIRE(finished.status == exited(0));
      REQUIRE(finished.error.empty());
      const auto runs = runs_in(finished.output);
      REQUIRE(runs.size() == 1);
      REQUIRE(support::broken_laws(runs[0]) == std::vector<std::string>());
      REQUIRE(runs[0].end.status == "ok");
      demo == "basic" ? check_return_values(runs[0]) : check_copies(runs[0]);
    }
  }
}

TEST_CASE("The head of a record says what was run, and how") {
  const support::NothingLeft nothing_left;
  const auto free = recorded("basic").run;
  CHECK(free.lesson == "fork");
  CHECK(free.demo == "basic");
  CHECK(free.mode == record::Mode::free);
  CHECK(free.argv == Arguments{"mpdemo", "fork", "--demo", "basic", "--format", "jsonl"});
  REQUIRE(free.started.has_value());
  const auto paced =
      mpdemo({"fork", "--demo", "basic", "--format", "jsonl", "--pace", "1ms"}).output;
  CHECK(lawful_run_in(paced).run.mode == record::Mode::controlled);
}

TEST_CASE("Acts carry the line of the page they stand on") {
  const support::NothingLeft nothing_left;
  const auto page = lines_of(contents_of(MPDEMO_SOURCE_DIR "/lessons/fork/basic.cpp"));
  const auto run = recorded("basic");
  std::set<std::string> seen;
  for (const auto& event : run.events) {
    if (event.act.line == 0) continue;
    CHECK(event.act.file == "lessons/fork/basic.cpp");
    const auto index = static_cast<std::size_t>(event.act.line - 1);
    REQUIRE(index < page.size());
    if (event.act.kind == Kind::fork) CHECK_THAT(page[index], ContainsSubstring("mp::fork()"));
    if (event.act.kind == Kind::print) CHECK_THAT(page[index], ContainsSubstring("say("));
    if (event.act.kind == Kind::wait) CHECK_THAT(page[index], ContainsSubstring("mp::wait_for("));
    seen.insert(std::string(probe::name_of(event.act.kind)));
  }
  CHECK(seen == std::set<std::string>{"fork", "print", "reap", "start", "wait"});
}
