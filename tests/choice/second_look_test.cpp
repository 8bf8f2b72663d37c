#include "core/choice/second_look.hpp"

#include <memory>

#include "core/choice/state_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/pages/toy_stage.hpp"

// Whether something makes a difference, on programs that are lists of acts. Nothing forks.

namespace {

using probe::Kind;
using support::ToyAct;
using support::ToyProgram;

const ToyAct kLine{Kind::print, ""};
const ToyAct kLock{Kind::lock, "lock-1"};
const ToyAct kUnlock{Kind::unlock, "lock-1"};

/// Two processes, and how much the second prints.
ToyProgram two(std::size_t lines) {
  ToyProgram program;
  program[1] = {{Kind::fork, "child-1"}, kLock, kLine, kUnlock, kLine};
  program[2] = {kLock, kUnlock};
  program[2].insert(program[2].end(), lines, kLine);
  return program;
}

std::unique_ptr<choice::StateGraph> known(const ToyProgram& program) {
  auto graph = std::make_unique<choice::StateGraph>(choice::StateGraph::Terms{});
  support::ToyStage stage(program);
  do {
    stage.run(*graph, *graph);
  } while (graph->advance());
  REQUIRE(graph->is_complete());
  return graph;
}

/// Runs that program until all is done again, or is not as it was; how often.
int look_at(choice::SecondLook& look, const ToyProgram& program) {
  support::ToyStage stage(program);
  int runs = 0;
  while (look.left() != 0 && !look.differs()) {
    stage.run(look, look);
    REQUIRE(++runs < 10'000);
  }
  return runs;
}

TEST_CASE("what is the same makes no difference, and every act is done again to see that") {
  for (const std::size_t lines : std::initializer_list<std::size_t>{0, 1, 3}) {
    const auto graph = known(two(lines));
    const std::size_t states = graph->states().size(), edges = graph->edges();
    choice::SecondLook look(*graph);
    CHECK(look.left() == edges);
    CHECK(look_at(look, two(lines)) > 0);
    CHECK_FALSE(look.differs());
    CHECK(graph->states().size() == states);
    CHECK(graph->edges() == edges);
  }
}

TEST_CASE("a line more or less, and another act, make a difference") {
  const auto graph = known(two(2));
  ToyProgram other_act = two(2);
  other_act[2][2] = {Kind::put, "queue-1"};
  for (const ToyProgram& other : {two(1), two(3), other_act}) {
    choice::SecondLook look(*graph);
    look_at(look, other);
    CHECK(look.differs());
  }
}

}  // namespace
