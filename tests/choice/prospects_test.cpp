#include "core/choice/prospects.hpp"

#include <map>
#include <random>
#include <set>

#include "tests/support/catch.hpp"
#include "tests/support/pages/every_order.hpp"

// What can still come, asked at every point of every run of small programs: as many outcomes
// as the runs that go on from there come to.

using probe::Kind;
using record::Outcome;
using support::ToyAct;
using support::ToyProgram;

namespace {

/// The runs of a program, by the choices that were made: with what they came to.
class Runs : public choice::Scheduler {
 public:
  explicit Runs(const ToyProgram& program) : stage_(program) {}

  std::optional<std::size_t> choose(const choice::Point& point) override {
    std::vector<int> open;
    for (const choice::Role& role : point.roles) {
      if (role.may_act) open.push_back(role.number);
    }
    if (made_.size() == turns_.size()) turns_.push_back({0, open});
    const int number = open[turns_[made_.size()].now];
    made_.push_back(number);
    for (std::size_t i = 0; i < point.roles.size(); ++i) {
      if (point.roles[i].number == number) return i;
    }
    return std::nullopt;
  }

  /// What can come after each beginning of a run; empty: there are too many runs.
  std::map<std::vector<int>, std::set<Outcome>> all(std::size_t most) {
    std::map<std::vector<int>, std::set<Outcome>> after;
    for (std::size_t runs = 0; runs < most; ++runs) {
      made_.clear();
      record::OutcomeCollector collector;
      stage_.run(*this, collector);
      std::vector<int> begun;
      after[begun].insert(collector.outcome());
      for (const int number : made_) {
        begun.push_back(number);
        after[begun].insert(collector.outcome());
      }
      while (!turns_.empty() && ++turns_.back().now == turns_.back().open.size()) turns_.pop_back();
      if (turns_.empty()) return after;
    }
    return {};
  }

 private:
  struct Turn {
    std::size_t now;
    std::vector<int> open;
  };
  support::ToyStage stage_;
  std::vector<Turn> turns_;
  std::vector<int> made_;
};

void know_all(const ToyProgram& program, choice::StateGraph& graph) {
  support::ToyStage stage(program);
  do {
    stage.run(graph, graph);
  } while (graph.advance());
}

bool is_bad(const Outcome& outcome) {
  return !outcome.is_ok();
}

/// Returns how many beginnings were looked at.
std::size_t check_beginnings(const ToyProgram& program) {
  const auto after = Runs(program).all(300);
  choice::StateGraph graph({});
  know_all(program, graph);
  if (after.empty() || !graph.is_complete()) return 0;
  choice::Prospects prospects(graph);
  const auto& all = after.at({});
  for (const auto& [begun, outcomes] : after) {
    CAPTURE(begun);
    for (const Outcome& outcome : all) {
      const bool can = outcomes.count(outcome) > 0;
      REQUIRE(prospects.can_reach(choice::Schedule(begun), outcome) == can);
      const std::size_t lost = prospects.lost_after(choice::Schedule(begun), outcome);
      REQUIRE((lost == 0) == can);
      if (can) continue;
      // It could be reached before that choice, and not after it.
      const std::vector<int> kept(begun.begin(), begun.begin() + static_cast<long>(lost) - 1);
      REQUIRE(after.at(kept).count(outcome) > 0);
    }
    const auto left = prospects.after(choice::Schedule(begun));
    REQUIRE(left);
    REQUIRE(left->is_all);
    REQUIRE(left->outcomes == choice::Count(outcomes.size()));
    const bool all_bad = std::all_of(outcomes.begin(), outcomes.end(), is_bad);
    REQUIRE(left->ends_well != all_bad);
    REQUIRE(left->only_ending == (all_bad ? "deadlock" : ""));
    if (begun.empty()) continue;
    auto before = begun;
    before.pop_back();
    const auto same = prospects.after(choice::Schedule(before), begun.back());
    REQUIRE(same);
    REQUIRE(same->outcomes == left->outcomes);
  }
  return after.size();
}

}  // namespace

TEST_CASE("what a choice leaves is what the runs after it come to, and what is lost they do not") {
  std::mt19937 random(21);
  std::size_t points = 0;
  for (int i = 0; i < 40; ++i) {
    CAPTURE(i);
    points += check_beginnings(support::random_program(random));
  }
  CHECK(points > 500);
}

TEST_CASE("two locks in opposite order: a choice decides, and after it every run deadlocks") {
  const ToyAct fork{Kind::fork, "child-1"};
  const ToyAct a{Kind::lock, "lock-1"};
  const ToyAct b{Kind::lock, "lock-2"};
  const ToyAct free_a{Kind::unlock, "lock-1"};
  const ToyAct free_b{Kind::unlock, "lock-2"};
  CHECK(check_beginnings({{1, {fork, a, b, free_b, free_a}}, {2, {b, a, free_a, free_b}}}) > 0);
}

TEST_CASE("as long as something is left to try, nothing is said to be all, nor lost") {
  const ToyAct fork{Kind::fork, "child-1"};
  const ToyAct print{Kind::print, ""};
  const ToyProgram program = {{1, {fork, print, print}}, {2, {print, print}}};
  choice::StateGraph graph({});
  support::ToyStage stage(program);
  choice::Count before;
  int runs = 0;
  do {
    ++runs;
    stage.run(graph, graph);
    const bool is_last = !graph.advance();
    choice::Prospects prospects(graph);
    const auto left = prospects.after(choice::Schedule());
    REQUIRE(left);
    CHECK(left->is_all == is_last);
    CHECK(left->ends_well);
    CHECK_FALSE(left->outcomes < before);
    before = left->outcomes;
    if (is_last) break;
  } while (true);
  CHECK(runs > 2);
  CHECK(before == choice::Count(6));
  // Nobody has that number.
  CHECK_FALSE(choice::Prospects(graph).after(choice::Schedule({7})));
}
