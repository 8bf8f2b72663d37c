#include <fmt/core.h>

#include <stdexcept>
#include <string_view>
#include <vector>

#include "core/choice/explorer.hpp"
#include "core/mp/process.hpp"
#include "core/mp/say.hpp"
#include "core/mp/value.hpp"
#include "core/stage/stage.hpp"
#include "lessons/catalogue.hpp"
#include "tests/bench/measure.hpp"

// The time to run a demo under a schedule, and to try all orders.

namespace {

class Nobody : public record::Consumer {
 public:
  void begin(const record::Run&) override {}
  void event(const record::Event&) override {}
  void end(const record::End&) override {}
};

stage::RunSpec variables() {
  for (const auto& lesson : lessons::catalogue()) {
    for (const auto& demo : lesson.demos) {
      if (lesson.name == "fork" && demo.name == "variables")
        return {"fork", "variables", {}, [run = demo.run] { run({}); }};
    }
  }
  throw std::runtime_error("there is no demo fork/variables");
}

double replay(const bench::Numbers& numbers) {
  const stage::RunSpec script = variables();
  choice::RunOptions run_options;
  run_options.mode = record::Mode::controlled;
  Nobody consumer;
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
  Nobody consumer;
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

}  // namespace

int main(int argc, char** argv) {
  return bench::run(argc, argv,
                    {{"replay", "RUNS", replay},
                     {"variables", "", variables_pruned},
                     {"variables_every", "", variables_every},
                     {"printers", "PROCESSES ACTS", printers_pruned},
                     {"printers_every", "PROCESSES ACTS", printers_every}});
}
