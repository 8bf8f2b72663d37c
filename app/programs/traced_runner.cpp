#include "app/programs/traced_runner.hpp"

#include <memory>
#include <string>
#include <utility>

#include "app/output/log.hpp"
#include "app/programs/named_ending.hpp"
#include "app/programs/observation.hpp"
#include "app/programs/program_runs.hpp"
#include "core/os/descriptors/repeatable_input.hpp"
#include "core/tracer/command_of.hpp"

namespace app {
namespace {

tracer::Sandbox::Terms sandbox_terms_of(const TraceCommand& command) {
  tracer::Sandbox::Terms terms{.keeps_files = command.keeps_files};
  if (command.has_limits) terms.limits.emplace();
  return terms;
}

/// Runs the program, once for each call; every run reads the same input.
class TracedRunner {
 public:
  TracedRunner(const TraceCommand& command, const Invocation& invocation)
      : program_(command.program),
        relay_(tracer::SignalRelay::First::us),
        request_(request_of(command, invocation, relay_)),
        runs_(sandbox_terms_of(command)),
        input_([] {
          report(
              "mpdemo: standard input is read to its end first, for all runs; < /dev/null if the "
              "program needs none.\n");
        }) {
    // No other program knows of what happens in a sandbox.
    request_.standstill = [this](const tracer::Standstill&) {
      return request_.options.mode == record::Mode::free;
    };
  }

  choice::Result run(const choice::RunOptions& options, record::Consumer& consumer,
                     choice::Audience& audience) {
    input_.rewind();
    request_.options = options;
    request_.audience = &audience;
    if (runs_.prepare(request_)) input_.part();
    NamedEnding named(consumer);
    const auto observer = start_controlled(request_, "--outcomes");
    // NOLINTNEXTLINE(cppcoreguidelines-slicing): a search needs no more
    choice::Result result = observer->observe(named);
    runs_.conclude(options, result);
    return result;
  }

 private:
  std::vector<std::string> program_;
  tracer::SignalRelay relay_;
  tracer::Request request_;
  ProgramRuns runs_;
  os::RepeatableInput input_;
};

}  // namespace

choice::Runner traced_runner(const TraceCommand& command, const Invocation& invocation) {
  return [runner = std::make_shared<TracedRunner>(command, invocation)](
             const choice::RunOptions& options, record::Consumer& consumer,
             choice::Audience& audience) { return runner->run(options, consumer, audience); };
}

SurveySubject survey_of(const TraceCommand& command, const Invocation& invocation) {
  SurveySubject subject;
  subject.lesson = "trace";
  const bool is_tried = !command.tried.empty();
  subject.demo = command.shown_name();
  subject.command = is_tried ? "mpdemo try" : "mpdemo trace";
  subject.program = tracer::as_typed(is_tried ? command.tried : command.program, std::string::npos);
  subject.run = traced_runner(command, invocation);
  subject.is_traced = true;
  subject.honours_sleep = command.honours_sleep;
  subject.timeout = command.timeout;
  subject.language = command.view.language;
  return subject;
}

}  // namespace app
