#include <fmt/core.h>

#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/choice/explorer.hpp"
#include "core/mp/process.hpp"
#include "core/mp/say.hpp"
#include "core/mp/value.hpp"
#include "core/record/consumers.hpp"
#include "core/stage/stage.hpp"
#include "core/view/model/stable_ids.hpp"
#include "lessons/catalogue.hpp"
#include "tests/bench/measure.hpp"

// The time to run a demo under a schedule, and to try all orders.

namespace {

stage::RunSpec demo(std::string_view of, std::string_view name,
                    const lessons::Parameters& parameters = {}) {
  for (const auto& lesson : lessons::pages_over_mp()) {
    for (const auto& demo : lesson.demos) {
      if (lesson.name == of && demo.name == name)
        return {std::string(of), std::string(name), {}, [=, run = demo.run] { run(parameters); }};
    }
  }
  throw std::runtime_error(fmt::format("there is no demo {}/{}", of, name));
}

stage::RunSpec variables() {
  return demo("fork", "variables");
}

double replay(const bench::Numbers& numbers) {
  const stage::RunSpec script = variables();
  choice::RunOptions run_options;
  run_options.mode = record::Mode::controlled;
  record::Nowhere consumer;
  choice::Audience nobody;
  const double taken = bench::seconds_of([&] {
    for (long i = 0; i < numbers[0]; ++i) stage::run(script, run_options, consumer, nobody);
  });
  return taken / static_cast<double>(numbers[0]);
}

/// All orders of a demo. With COUNTS in the environment it prints the number of
/// runs.
double explore(const stage::RunSpec& script, bool prunes) {
  choice::Explorer::Terms terms;
  terms.prunes = prunes;
  choice::Explorer explorer(stage::runner(script), terms);
  record::Nowhere consumer;
  choice::Audience nobody;
  const double taken = bench::seconds_of([&] {
    while (explorer.next(consumer, nobody)) {
    }
  });
  if (explorer.strays() > 0) throw std::runtime_error("a replay did not do as before");
  if (::getenv("COUNTS"))
    fmt::print(stderr, "{} runs, {} cut short\n", explorer.runs(), explorer.cuts());
  return taken;
}

double variables_pruned(const bench::Numbers&) {
  return explore(variables(), true);
}

double variables_every(const bench::Numbers&) {
  return explore(variables(), false);
}

/// Some processes: each changes a value of its own several times, and then
/// prints a line, which the others can notice.
stage::RunSpec printers(const bench::Numbers& numbers) {
  const long processes = numbers[0];
  const long acts = numbers[1];
  return {"bench", "printers", {}, [=] {
            std::vector<mp::Process> all;
            for (long i = 1; i < processes; ++i) {
              all.emplace_back([=] {
                   mp::Value<long> own{0};
                   for (long act = 1; act < acts; ++act) own.set(act);
                   mp::say("done");
                 })
                  .start();
            }
            mp::Value<long> own{0};
            for (long act = 1; act < acts; ++act) own.set(act);
            mp::say("done");
          }};
}

double printers_pruned(const bench::Numbers& numbers) {
  return explore(printers(numbers), true);
}

double printers_every(const bench::Numbers& numbers) {
  return explore(printers(numbers), false);
}

/// Of this process, in bytes; see statm in proc(5).
std::size_t memory_in_use() {
  constexpr std::size_t kPage = 4096;
  std::ifstream statm("/proc/self/statm");
  std::size_t whole = 0, resident = 0;
  statm >> whole >> resident;
  return resident * kPage;
}

/// All states of pool/default: so many workers, tasks and jobs. Seconds for each of them,
/// or for all; with COUNTS in the environment it also prints how many there are, and how much
/// memory each takes.
double pool(const bench::Numbers& numbers, bool for_each) {
  lessons::Parameters parameters;
  parameters.workers = static_cast<int>(numbers[0]);
  parameters.tasks = static_cast<int>(numbers[1]);
  const auto naming = [](record::Consumer& next) {
    return std::make_unique<view::StableIds>(next);
  };
  const std::size_t before = memory_in_use();
  choice::Explorer explorer(stage::runner(demo("pool", "default", parameters)), {.naming = naming});
  record::Nowhere consumer;
  choice::Audience nobody;
  const double taken = bench::seconds_of([&] {
    explorer.explore(
        {.jobs = static_cast<int>(numbers[2])}, consumer, nobody,
        [](const choice::Trial&) { return true; }, [] { return true; });
  });
  const auto& graph = explorer.graph();
  if (!graph.is_complete()) throw std::runtime_error("not all of it is known");
  if (::getenv("COUNTS"))
    fmt::print(stderr, "{} states, {} edges, {} runs, {} bytes a state\n", graph.states().size(),
               graph.edges(), explorer.runs() + explorer.cuts(),
               (memory_in_use() - before) / graph.states().size());
  return for_each ? taken / static_cast<double>(graph.states().size()) : taken;
}

double pool_proved(const bench::Numbers& numbers) {
  return pool(numbers, false);
}

double pool_state(const bench::Numbers& numbers) {
  return pool(numbers, true);
}

}  // namespace

int main(int argc, char** argv) {
  return bench::run(argc, argv,
                    {{"replay", "RUNS", replay},
                     {"variables", "", variables_pruned},
                     {"variables_every", "", variables_every},
                     {"pool", "WORKERS TASKS JOBS", pool_proved},
                     {"state", "WORKERS TASKS JOBS", pool_state},
                     {"printers", "PROCESSES ACTS", printers_pruned},
                     {"printers_every", "PROCESSES ACTS", printers_every}});
}
