#include "core/choice/state_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/choice/outcome_map.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/pages/every_order.hpp"
#include "tests/support/pages/toy_stage.hpp"

using probe::Kind;
using record::Outcome;
using support::ToyAct;
using support::ToyProgram;
using support::ToyStage;

namespace {

struct Explored {
  explicit Explored(choice::StateGraph::Terms terms) : graph(terms) {}
  choice::StateGraph graph;
  int runs = 0;
};

/// Everything that there is to know of a program.
std::unique_ptr<Explored> explore(const ToyProgram& program, bool reduces = true,
                                  ToyStage::Points points = ToyStage::Points::plain) {
  const bool tells_state = points == ToyStage::Points::tell_state;
  auto found = std::make_unique<Explored>(choice::StateGraph::Terms{reduces, false, tells_state});
  ToyStage stage(program, points);
  do {
    stage.run(found->graph, found->graph);
    ++found->runs;
    REQUIRE(found->runs < 100'000);
  } while (found->graph.advance());
  CHECK(found->graph.reasons() == std::vector<std::string>{});
  CHECK(found->graph.is_complete());
  return found;
}

std::set<Outcome> all_of(const choice::OutcomeMap& map) {
  std::set<Outcome> all;
  map.list([&](const Outcome& outcome) {
    CHECK(all.insert(outcome).second);
    return true;
  });
  return all;
}

std::string to_string(const ToyProgram& program) {
  std::string text;
  for (const auto& [number, acts] : program) {
    text += fmt::format("{}:", number);
    for (const auto& act : acts)
      text += fmt::format(" {} {}{},", name_of(act.kind), act.object, act.gives_up ? "?" : "");
    text += "\n";
  }
  return text;
}

/// What a run under that schedule prints.
Outcome outcome_under(const ToyProgram& program, const choice::Schedule& schedule) {
  support::ToyStage stage(program);
  support::AsScheduled scheduler(schedule);
  record::OutcomeCollector collector;
  stage.run(scheduler, collector);
  return collector.outcome();
}

const ToyAct kPrint{Kind::print, ""};
const ToyAct kFork{Kind::fork, "child-1"};

/// The parent forks so many children, and each of all prints so many lines.
ToyProgram printers(int children, int lines) {
  ToyProgram program;
  for (int child = 1; child <= children; ++child) {
    program[1].push_back({Kind::fork, fmt::format("child-{}", child)});
    program[child + 1].assign(static_cast<std::size_t>(lines), kPrint);
  }
  return program;
}

}  // namespace

TEST_CASE("the graph of states has the outcomes of every order, and no others, in 100 programs") {
  std::mt19937 random(20'221);
  int compared = 0;
  for (int i = 0; i < 100; ++i) {
    const ToyProgram program = support::random_program(random);
    const auto orders = support::every_order(program, 1'000);
    if (!orders) continue;
    ++compared;
    INFO(to_string(program));
    const auto found = explore(program);
    const choice::OutcomeMap map(found->graph);
    REQUIRE(all_of(map) == *orders);
    REQUIRE(map.count() == choice::Count(orders->size()));
    for (const Outcome& outcome : *orders) REQUIRE(map.has(outcome));
  }
  CHECK(compared > 50);
}

TEST_CASE("acts that nobody notices, taken at once, make the same map of fewer states") {
  std::mt19937 random(5);
  std::size_t reduced_states = 0, all_states = 0;
  for (int i = 0; i < 100; ++i) {
    const ToyProgram program = support::random_program(random);
    INFO(to_string(program));
    const auto reduced = explore(program);
    const auto all = explore(program, false);
    const choice::OutcomeMap reduced_map(reduced->graph);
    const choice::OutcomeMap map(all->graph);
    REQUIRE(all_of(reduced_map) == all_of(map));
    REQUIRE(reduced_map.nodes() == map.nodes());
    reduced_states += reduced->graph.states().size();
    all_states += all->graph.states().size();
  }
  CHECK(reduced_states < all_states);
}

TEST_CASE("accesses to shared memory are tried in one order only where they do not race") {
  std::mt19937 random(23);
  std::size_t reduced_states = 0, all_states = 0;
  for (int i = 0; i < 400; ++i) {
    const ToyProgram program = support::random_memory_program(random);
    INFO(to_string(program));
    const auto reduced = explore(program, true, ToyStage::Points::tell_state);
    const auto all = explore(program, false, ToyStage::Points::tell_state);
    REQUIRE(all_of(choice::OutcomeMap(reduced->graph)) == all_of(choice::OutcomeMap(all->graph)));
    reduced_states += reduced->graph.states().size();
    all_states += all->graph.states().size();
  }
  CHECK(reduced_states < all_states * 9 / 10);
}

TEST_CASE("what is done under one lock does not race, and what is done without one does") {
  const auto orders = [](std::vector<ToyAct> acts) {
    const ToyProgram program = {
        {1, {{Kind::fork, "child-1"}, {Kind::fork, "child-2"}}}, {2, acts}, {3, acts}};
    const auto found = explore(program, true, ToyStage::Points::tell_state);
    const auto& states = found->graph.states();
    return std::count_if(states.begin(), states.end(), [&](const auto& state) {
      const auto is_access = [&](const choice::StateGraph::Edge& edge) {
        return found->graph.footprint(edge.footprint).kind == choice::Footprint::Kind::memory;
      };
      return state.edges.size() > 1 &&
             std::all_of(state.edges.begin(), state.edges.end(), is_access);
    });
  };
  const ToyAct get{Kind::get, "value-1"}, put{Kind::put, "value-1"}, print{Kind::print, ""};
  CHECK(orders({{Kind::lock, "lock-1"}, get, put, {Kind::unlock, "lock-1"}}) == 0);
  CHECK(orders({get, put}) > 0);
  CHECK(orders({get, print}) == 0);
}

TEST_CASE("every outcome has a schedule that leads there") {
  std::mt19937 random(77);
  for (int i = 0; i < 100; ++i) {
    const ToyProgram program = support::random_program(random);
    INFO(to_string(program));
    const auto found = explore(program);
    const choice::OutcomeMap map(found->graph);
    int left = 50;
    map.list([&](const Outcome& outcome) {
      const auto way = map.way_to(outcome);
      REQUIRE(way);
      CAPTURE(way->schedule.to_string());
      if (way->is_exact) REQUIRE(outcome_under(program, way->schedule) == outcome);
      return --left > 0;
    });
  }
}

TEST_CASE("outcomes are counted, however many there are") {
  const auto found = explore(printers(3, 5));
  const choice::OutcomeMap map(found->graph);
  CHECK(map.count().to_string() == "756756");
  CHECK(found->graph.states().size() < 1'000);
  CHECK(found->runs < 1'000);

  // 80! / (40!)^2, which is more than 64 bits can hold.
  const auto many = explore(printers(2, 40));
  CHECK(choice::OutcomeMap(many->graph).count().to_string() == "107507208733336176461620");
}

TEST_CASE("the turning point is the last choice before which all could still end well") {
  const ToyAct a{Kind::lock, "lock-1"};
  const ToyAct b{Kind::lock, "lock-2"};
  const ToyAct free_a{Kind::unlock, "lock-1"};
  const ToyAct free_b{Kind::unlock, "lock-2"};
  const ToyProgram crossed = {{1, {kFork, a, kPrint, b, free_b, free_a}},
                              {2, {b, kPrint, a, free_a, free_b}}};
  const auto found = explore(crossed);
  const choice::OutcomeMap map(found->graph);
  int deadlocks = 0;
  map.list([&](const Outcome& outcome) {
    const auto way = map.way_to(outcome);
    REQUIRE(way);
    if (outcome.is_ok()) {
      CHECK(way->turning_point == 0);
    } else {
      ++deadlocks;
      // The fork, one lock, its line or not, and then the other lock.
      CHECK(way->turning_point >= 3);
      CHECK(way->turning_point <= 4);
      CHECK(way->turning_point <= way->schedule.size());
    }
    return true;
  });
  CHECK(deadlocks == 2);
}

TEST_CASE("a run that is left before its end takes nothing from what is known, and adds no lie") {
  const ToyProgram program = printers(2, 3);
  choice::StateGraph graph({});
  support::ToyStage stage(program);
  const auto all = support::every_order(program, 100'000);
  REQUIRE(all);
  const choice::Count most(all->size());
  choice::Count before;
  do {
    stage.run(graph, graph);
    const choice::Count now = choice::OutcomeMap(graph).count();
    CHECK_FALSE(now < before);
    CHECK_FALSE(most < now);
    before = now;
  } while (graph.advance());
  CHECK(before == most);
}

TEST_CASE("where a run did not end in time, even before its first act, not all is known") {
  choice::StateGraph graph({});
  graph.begin({});
  record::End end;
  end.status = "hung";
  graph.end(end);
  CHECK_FALSE(graph.advance());
  CHECK_FALSE(graph.is_complete());
  CHECK(graph.reasons() == std::vector<std::string>{"a run did not end in time"});
}

TEST_CASE("where an act led elsewhere, of a traced program it is told which acts differed") {
  ToyProgram one = printers(1, 1);
  one[1].push_back({Kind::put, "queue-1"});
  ToyProgram other = one;
  other[1].back() = {Kind::lock, "lock-1"};
  choice::StateGraph graph({true, false, true});
  for (const ToyProgram& program : {one, other, one, other}) {
    support::ToyStage stage(program);
    stage.run(graph, graph);
    graph.advance();
  }
  const auto reasons = graph.reasons();
  REQUIRE_FALSE(reasons.empty());
  const std::string all = fmt::format("{}", fmt::join(reasons, "\n"));
  CAPTURE(all);
  CHECK(all.find("put queue-1") != all.npos);
  CHECK(all.find(", another time parent: lock lock-1") != all.npos);
}

TEST_CASE("outcomes are counted exactly, however many there are") {
  choice::Count count(1);
  for (int doubled = 0; doubled < 200; ++doubled) {
    const choice::Count before = count;
    count += before;
    CHECK(before < count);
    CHECK_FALSE(count < before);
  }
  // 2 to the power of 200.
  CHECK(count.to_string() == "1606938044258990275541962092341162602522202993782792835301376");
  CHECK(choice::Count().to_string() == "0");
  CHECK(choice::Count(1'000'000'000).to_string() == "1000000000");
  choice::Count sum(999'999'999'999'999'999);
  sum += choice::Count(2);
  CHECK(sum.to_string() == "1000000000000000001");
  CHECK(sum == choice::Count(1'000'000'000'000'000'001));
}
