#include "core/choice/search.hpp"

#include <fmt/format.h>

#include <set>

#include "tests/support/catch.hpp"
#include "tests/support/toy_stage.hpp"

using probe::Kind;
using support::ToyAct;
using support::ToyProgram;

namespace {

struct Tally {
  std::set<std::string> outcomes;
  int runs = 0;
  int cuts = 0;
};

Tally search(const ToyProgram& program, bool prunes, int most_runs = 100'000) {
  support::ToyStage stage(program);
  choice::Search search({prunes, false});
  Tally found;
  do {
    const std::string outcome = stage.run(search);
    REQUIRE_FALSE(search.went_astray());
    REQUIRE(outcome.empty() == search.was_cut());
    if (outcome.empty()) {
      ++found.cuts;
    } else {
      ++found.runs;
      found.outcomes.insert(outcome);
    }
    if (found.runs + found.cuts >= most_runs) return found;
  } while (search.advance());
  return found;
}

std::string to_string(const ToyProgram& program) {
  std::string text;
  for (const auto& [number, acts] : program) {
    text += fmt::format("{}:", number);
    for (const auto& act : acts) {
      text += fmt::format(" {} {}{},", name_of(act.kind), act.object, act.gives_up ? "?" : "");
    }
    text += "\n";
  }
  return text;
}

const ToyAct kPrint{Kind::print, ""};
const ToyAct kFork{Kind::fork, "child-1"};
const ToyAct kReap{Kind::reap, "child-1"};

/// The parent forks a child, and each prints that many lines.
ToyProgram printers(int parent, int child) {
  ToyProgram program{{1, {kFork}}, {2, {}}};
  for (int i = 0; i < parent; ++i) program[1].push_back(kPrint);
  for (int i = 0; i < child; ++i) program[2].push_back(kPrint);
  return program;
}

}  // namespace

TEST_CASE("the lines of two processes come in every order that keeps those of each") {
  CHECK(search(printers(2, 2), true).outcomes.size() == 6);
  CHECK(search(printers(3, 3), true).outcomes.size() == 20);
  CHECK(search(printers(3, 3), false).outcomes.size() == 20);
}

TEST_CASE("one run for each order of lines, and none for what cannot be told apart") {
  const Tally found = search(printers(3, 3), true);
  CHECK(found.runs == 20);
  CHECK(found.cuts <= 2);
  CHECK(search(printers(3, 3), false).runs > 60);
}

TEST_CASE("processes that share nothing need one run") {
  const ToyAct sleep{Kind::sleep, ""};
  const Tally found = search({{1, {kFork, sleep, sleep, sleep}}, {2, {sleep, sleep, sleep}}}, true);
  CHECK(found.runs == 1);
  CHECK(found.cuts == 0);
}

TEST_CASE("two locks taken in opposite order: both ways end well, and one does not end") {
  const ToyAct a{Kind::lock, "lock-1"};
  const ToyAct b{Kind::lock, "lock-2"};
  const ToyAct free_a{Kind::unlock, "lock-1"};
  const ToyAct free_b{Kind::unlock, "lock-2"};
  const Tally found =
      search({{1, {kFork, a, b, free_b, free_a}}, {2, {b, a, free_a, free_b}}}, true);
  int stuck = 0;
  for (const auto& outcome : found.outcomes) stuck += outcome.find("stuck") != std::string::npos;
  CHECK(stuck == 1);
  CHECK(found.runs <= 3);
  const Tally cured =
      search({{1, {kFork, a, b, free_b, free_a}}, {2, {a, b, free_b, free_a}}}, true);
  for (const auto& outcome : cured.outcomes) CHECK(outcome.find("stuck") == std::string::npos);
}

TEST_CASE("an increment in two steps can be lost, at any place") {
  const ToyAct load{Kind::get, "value-1"};
  const ToyAct store{Kind::put, "value-1"};
  const auto finals = [&](int times) {
    ToyProgram program{{1, {kFork}}, {2, {}}};
    for (int number : {1, 2}) {
      for (int i = 0; i < times; ++i) {
        program[number].push_back(load);
        program[number].push_back(store);
      }
    }
    std::set<std::string> values;
    for (const auto& outcome : search(program, true).outcomes) {
      values.insert(outcome.substr(outcome.rfind("is ")));
    }
    return values;
  };
  CHECK(finals(1) == std::set<std::string>{"is 1 ", "is 2 "});
  CHECK(finals(2) == std::set<std::string>{"is 2 ", "is 3 ", "is 4 "});
}

TEST_CASE("leaving out orders that cannot differ loses no outcome, in any of 500 programs") {
  std::mt19937 random(20'221);
  long pruned_runs = 0;
  long all_runs = 0;
  for (int i = 0; i < 500; ++i) {
    const ToyProgram program = support::random_program(random);
    constexpr int kMostRuns = 2'000;
    const Tally all = search(program, false, kMostRuns);
    if (all.runs + all.cuts >= kMostRuns) continue;
    const Tally pruned = search(program, true);
    INFO(to_string(program));
    REQUIRE(pruned.outcomes == all.outcomes);
    REQUIRE(pruned.runs + pruned.cuts <= all.runs + all.cuts);
    pruned_runs += pruned.runs + pruned.cuts;
    all_runs += all.runs;
  }
  CHECK(pruned_runs * 4 < all_runs);
}
