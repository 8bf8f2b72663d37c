#include "app/commands/demo_runner.hpp"

#include <chrono>
#include <utility>

#include "app/commands/demo_run.hpp"
#include "app/programs/observation.hpp"
#include "app/programs/program_runs.hpp"

namespace app {
namespace {

/// An unattended run that takes longer than this hangs, unless --timeout says otherwise.
constexpr std::chrono::seconds kLongestAlone{30};

}  // namespace

struct DemoRunner::Traced {
  Traced(const lessons::Lesson& lesson, const lessons::Demo& demo)
      : program(lesson, demo, PageProgram::Which::page, relay) {}

  tracer::SignalRelay relay{tracer::SignalRelay::First::us};
  PageProgram program;
  bool by_ptrace = true;
  ProgramRuns runs{{}};
};

DemoRunner::DemoRunner(const LessonCommand& command, const lessons::Demo& demo,
                       const std::vector<std::string>& argv, bool is_held)
    : argv_(argv) {
  if (demo.program)
    traced_ = std::make_unique<Traced>(*command.lesson, demo);
  else
    spec_ = spec_of(command, demo, argv, is_held);
}

DemoRunner::~DemoRunner() = default;

choice::Result DemoRunner::run(const choice::RunOptions& options, record::Consumer& consumer,
                               choice::Audience& audience) {
  return traced_ ? run_traced(options, consumer, audience)
                 : stage::run(spec_, options, consumer, audience);
}

choice::Result DemoRunner::run_traced(const choice::RunOptions& options, record::Consumer& consumer,
                                      choice::Audience& audience) {
  PageRun named(traced_->program, consumer, false);
  tracer::Request request = traced_->program.request(argv_, traced_->relay);
  request.options = options;
  // Nobody is there to end a run that waits for a signal forever.
  if (!options.asks && !options.timeout) request.options.timeout = kLongestAlone;
  traced_->runs.prepare(request);
  request.standstill = [&](const tracer::Standstill& standstill) {
    if (on_standstill_) {
      on_standstill_(standstill);
      return false;
    }
    // A controlled run that nobody can wake ends by itself; and no other program knows of
    // a lesson's.
    const bool is_free = options.mode == record::Mode::free;
    return is_free || (!options.tells_state && !standstill.unless.empty());
  };
  const bool is_controlled = options.mode == record::Mode::controlled;
  if (is_controlled) request.audience = &audience;
  const auto observer = is_controlled
                            ? start_controlled(request, "a lesson's session, --seed or --schedule")
                            : start_observed(request, traced_->by_ptrace);
  // NOLINTNEXTLINE(cppcoreguidelines-slicing): the rest is of traced programs alone
  choice::Result result = observer->observe(named);
  traced_->runs.conclude(options, result);
  return result;
}

}  // namespace app
