#include "app/check/goal.hpp"

#include <random>

#include "tests/support/catch.hpp"

// Goals against outcomes that are written down here, and against all outcomes of small
// automata, one by one.

namespace {

using app::Goal;
using app::GoalMonitor;
using app::outcome_against;
using choice::OutcomeAutomaton;
using record::Outcome;
using Kind = Goal::Kind;
using Words = std::vector<std::string>;

Goal goal(Kind kind, Words words) {
  Goal made;
  made.kind = kind;
  made.words = std::move(words);
  return made;
}

Goal lines(std::vector<Words> alternatives) {
  Goal made;
  made.kind = Kind::lines;
  made.alternatives = std::move(alternatives);
  return made;
}

/// "a: x" each, and how it ends.
Outcome outcome(const Words& printed, const std::string& ending = "ok") {
  Outcome made;
  made.ending = ending;
  for (const auto& line : printed) {
    const auto colon = line.find(": ");
    made.lines.push_back({line.substr(0, colon), line.substr(colon + 2)});
  }
  return made;
}

bool is_met(const Goal& wanted, const Words& printed, const std::string& ending = "ok") {
  return GoalMonitor(wanted).is_met_by(outcome(printed, ending));
}

/// All outcomes that an automaton has, by walking every way through it.
void each_outcome(const OutcomeAutomaton& automaton, std::size_t node, Outcome& so_far,
                  std::vector<Outcome>& all) {
  for (const auto& ending : automaton.nodes[node].endings) {
    all.push_back(so_far);
    all.back().ending = ending;
  }
  for (const auto& arc : automaton.nodes[node].next) {
    so_far.lines.push_back(arc.line);
    each_outcome(automaton, arc.to, so_far, all);
    so_far.lines.pop_back();
  }
}

OutcomeAutomaton random_automaton(std::mt19937& random) {
  const auto below = [&](std::size_t end) { return random() % end; };
  OutcomeAutomaton automaton;
  const std::size_t count = 2 + below(6);
  automaton.nodes.resize(count);
  for (std::size_t i = 0; i + 1 < count; ++i) {
    for (std::size_t arcs = 1 + below(2); arcs > 0; --arcs) {
      const Outcome::Line line{below(2) == 0 ? "a" : "b", below(2) == 0 ? "x" : "y"};
      automaton.nodes[i].next.push_back({line, i + 1 + below(count - i - 1)});
    }
    if (below(4) == 0) automaton.nodes[i].endings = {"deadlock"};
  }
  automaton.nodes.back().endings = {"ok"};
  return automaton;
}

}  // namespace

TEST_CASE("a goal of exact lines knows its alternatives, and who wrote each") {
  const Goal either = lines({{"a: x", "b: y"}, {"*: y"}});
  CHECK(is_met(either, {"a: x", "b: y"}));
  CHECK(is_met(either, {"b: y"}));
  CHECK_FALSE(is_met(either, {"b: x", "b: y"}));
  CHECK_FALSE(is_met(either, {"a: x"}));
  CHECK_FALSE(is_met(either, {"a: x", "b: y", "b: y"}));
  CHECK_FALSE(is_met(either, {}));
}

TEST_CASE("a goal of lines that come once each refuses one more, one less and another") {
  const Goal once = goal(Kind::once, {"a: x", "*: y", "*: y"});
  CHECK(is_met(once, {"b: y", "a: x", "a: y"}));
  CHECK_FALSE(is_met(once, {"b: y", "a: x"}));
  CHECK_FALSE(is_met(once, {"b: y", "a: x", "a: y", "a: y"}));
  CHECK_FALSE(is_met(once, {"b: y", "b: x", "a: y"}));
}

TEST_CASE("goals about order, the last line, what stays together and endings") {
  CHECK(is_met(goal(Kind::order, {"a: x", "b: y"}), {"a: x", "b: z", "b: y"}));
  CHECK_FALSE(is_met(goal(Kind::order, {"a: x", "b: y"}), {"b: y", "a: x"}));
  CHECK(is_met(goal(Kind::last, {"a: x"}), {"b: y", "a: x"}));
  CHECK_FALSE(is_met(goal(Kind::last, {"a: x"}), {"a: x", "b: y"}));
  CHECK(is_met(goal(Kind::whole, {"x", "y"}), {"a: x", "a: y", "b: x", "b: y"}));
  CHECK_FALSE(is_met(goal(Kind::whole, {"x", "y"}), {"a: x", "b: x", "a: y", "b: y"}));
  CHECK(is_met(goal(Kind::ends, {"deadlock"}), {}, "deadlock"));
  CHECK_FALSE(is_met(goal(Kind::ends, {"ok"}), {}, "deadlock"));
  CHECK(is_met(goal(Kind::possible, {"a: x", "b: y"}), {"a: x", "a: z", "b: y"}));
  CHECK_FALSE(is_met(goal(Kind::possible, {"a: x", "b: y"}), {"b: y", "a: x"}));
}

TEST_CASE("the evidence in an automaton is that of its outcomes, one by one") {
  const std::vector<Goal> goals = {
      lines({{"a: x"}, {"*: y", "b: x"}}),   goal(Kind::once, {"*: x", "b: y"}),
      goal(Kind::order, {"a: x", "b: y"}),   goal(Kind::last, {"b: y"}),
      goal(Kind::whole, {"x", "y"}),         goal(Kind::ends, {"ok"}),
      goal(Kind::possible, {"b: x", "a: y"})};
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    const OutcomeAutomaton automaton = random_automaton(random);
    std::vector<Outcome> all;
    Outcome none;
    each_outcome(automaton, 0, none, all);
    for (const Goal& wanted : goals) {
      const GoalMonitor monitor(wanted);
      std::optional<std::size_t> fewest;
      for (const auto& one : all) {
        if (monitor.is_met_by(one) != wanted.is_about_some()) continue;
        fewest = std::min(fewest.value_or(one.lines.size()), one.lines.size());
      }
      const auto evidence = outcome_against(automaton, wanted);
      REQUIRE(evidence.has_value() == fewest.has_value());
      if (!evidence) continue;
      CHECK(monitor.is_met_by(*evidence) == wanted.is_about_some());
      CHECK(evidence->lines.size() == *fewest);
      CHECK(std::find(all.begin(), all.end(), *evidence) != all.end());
    }
  }
}
