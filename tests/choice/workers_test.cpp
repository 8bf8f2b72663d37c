#include "core/choice/workers.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <map>
#include <set>

#include "core/choice/explorer.hpp"
#include "core/choice/outcome_map.hpp"
#include "core/os/memory/shared_memory.hpp"
#include "core/record/consumers.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/every_order.hpp"
#include "tests/support/pages/toy_stage.hpp"

// Several processes explore one program: on a stage that only simulates one.

using probe::Kind;
using record::Outcome;
using support::ToyProgram;

namespace {

/// All that a report says of a program.
struct Known {
  std::map<Outcome, std::string> schedules;
  std::string count;
  std::size_t states = 0, edges = 0, nodes = 0;
  std::vector<std::string> reasons;
  bool is_complete = false;

  bool operator==(const Known&) const = default;
};

choice::Runner on_toy_stage(
    const ToyProgram& program, std::function<void()> before_run = [] {}) {
  return [&program, before_run](const choice::RunOptions& options, record::Consumer& consumer,
                                choice::Audience&) {
    before_run();
    support::ToyStage stage(program);
    stage.run(*options.scheduler, consumer);
    return choice::Result();
  };
}

Known explored(const choice::Runner& runner, int jobs, bool prunes = true) {
  choice::Explorer explorer(runner, {.prunes = prunes});
  choice::Audience audience;
  record::Nowhere nobody;
  explorer.explore(
      {.jobs = jobs, .alone = 1}, nobody, audience, [](const choice::Trial&) { return true; },
      [] { return true; });
  const choice::OutcomeMap map(explorer.graph());
  Known known;
  known.count = map.count().to_string();
  known.states = explorer.graph().states().size();
  known.edges = explorer.graph().edges();
  known.nodes = map.nodes();
  known.reasons = explorer.graph().reasons();
  known.is_complete = explorer.graph().is_complete();
  map.list_ways([&](const Outcome& outcome, const auto& find) {
    known.schedules.emplace(outcome, find().schedule.to_string());
    return known.schedules.size() < 200;
  });
  return known;
}

/// The parent forks so many children, and each of them prints so many lines.
ToyProgram many_printers(int children, int lines) {
  ToyProgram program;
  for (int child = 1; child <= children; ++child) {
    program[1].push_back({Kind::fork, fmt::format("child-{}", child)});
    program[child + 1].assign(static_cast<std::size_t>(lines), {Kind::print, ""});
  }
  return program;
}

/// A number that all processes share.
class Tally {
 public:
  int next() { return ++*number_; }

 private:
  os::SharedMemory memory_{sizeof(std::atomic<int>)};
  std::atomic<int>* number_ = new (memory_.data()) std::atomic<int>(0);
};

}  // namespace

TEST_CASE("however many processes explore a program, they find the same, to the schedule") {
  support::NothingLeft nothing_left;
  std::mt19937 random(20'222);
  for (int i = 0; i < 100; ++i) {
    const ToyProgram program = support::random_program(random);
    const bool prunes = i % 3 != 0;
    const Known alone = explored(on_toy_stage(program), 1, prunes);
    REQUIRE(alone.is_complete);
    for (const int jobs : {2, 5}) {
      CAPTURE(i, jobs);
      REQUIRE(explored(on_toy_stage(program), jobs, prunes) == alone);
    }
  }
}

TEST_CASE("many processes count what one counts") {
  support::NothingLeft nothing_left;
  const ToyProgram program = many_printers(3, 5);
  const Known alone = explored(on_toy_stage(program), 1);
  CHECK(alone.count == "756756");
  CHECK(explored(on_toy_stage(program), 8) == alone);
}

TEST_CASE("where a process that explores is killed, another one goes on in its place") {
  support::NothingLeft nothing_left;
  const ToyProgram program = many_printers(2, 5);
  const Known alone = explored(on_toy_stage(program), 1);
  // One of three is killed; then all of them are, one after another.
  for (const int every : {1'000, 7, 1}) {
    CAPTURE(every);
    Tally runs;
    const pid_t owner = ::getpid();
    const auto die = [&] {
      const int run = runs.next();
      if (::getpid() != owner && (run == 5 || run % every == 0)) ::kill(::getpid(), SIGKILL);
    };
    CHECK(explored(on_toy_stage(program, die), 3) == alone);
  }
}

TEST_CASE("when the time is up, no process explores any more, and what is known is true") {
  support::NothingLeft nothing_left;
  const ToyProgram program = many_printers(3, 4);
  const Known all = explored(on_toy_stage(program), 1);
  choice::Explorer explorer(on_toy_stage(program), {});
  choice::Audience audience;
  record::Nowhere nobody;
  int runs = 0;
  explorer.explore(
      {.jobs = 4, .alone = 1}, nobody, audience, [&](const choice::Trial&) { return ++runs < 10; },
      [] { return true; });
  CHECK(runs >= 10);
  CHECK_FALSE(explorer.graph().is_complete());
  const auto known = explorer.graph().states().size();
  explorer.explore(
      {.jobs = 4, .until = os::now() + std::chrono::milliseconds(5)}, nobody, audience,
      [](const choice::Trial&) { return true; }, [] { return true; });
  CHECK(explorer.graph().states().size() >= known);
  const choice::OutcomeMap map(explorer.graph());
  CHECK_FALSE(choice::Count(34650) < map.count());
  // What was left is found by others, later.
  explorer.explore(
      {.jobs = 2}, nobody, audience, [](const choice::Trial&) { return true; },
      [] { return true; });
  CHECK(explorer.graph().is_complete());
  CHECK(choice::OutcomeMap(explorer.graph()).count().to_string() == all.count);
}
