#include "app/commands/traced_runner.hpp"

#include <string>
#include <utility>

#include "app/commands/observation.hpp"
#include "app/output/log.hpp"
#include "core/os/descriptors/repeatable_input.hpp"
#include "core/tracer/command_of.hpp"
#include "core/view/formatting/signal_name.hpp"

namespace app {
namespace {

/// Says how the program ended where a run has only come to its end. The observer drives
/// it, in front of what the run is for.
class NamesEnding : public record::Consumer {
 public:
  explicit NamesEnding(record::Consumer& next) : next_(next) {}

  void begin(const record::Run& run) override {
    ending_ = "ok";
    next_.begin(run);
  }
  void event(const record::Event& event) override {
    if (event.process == 1) note(event.act);
    next_.event(event);
  }
  void end(const record::End& end) override {
    record::End named = end;
    if (named.status == "ok") named.status = ending_;
    next_.end(named);
  }

 private:
  void note(const probe::Act& act) {
    const bool is_exit = act.kind == probe::Kind::exit && act.status.value_or(0) != 0;
    if (is_exit) ending_ = os::to_string(os::ExitStatus::exited(*act.status));
    if (act.kind == probe::Kind::signal && act.signal)
      ending_ = "killed by " + view::signal_name(*act.signal);
  }

  record::Consumer& next_;
  std::string ending_;
};

/// No process of a free run can go on, and nothing outside will end the wait.
struct StandsStill {
  std::string sentence;
};

/// Runs the program, once for each call; every run reads the same input.
class TracedRunner {
 public:
  TracedRunner(const TraceCommand& command, const Invocation& invocation)
      : program_(command.program),
        relay_(tracer::SignalRelay::First::us),
        request_(request_of(command, invocation, relay_)),
        input_([] {
          report(
              "mpdemo: standard input is read to its end first, for all runs; < /dev/null if the "
              "program needs none.\n");
        }) {
    request_.files = &files_;
    request_.standstill = [this](const tracer::Standstill& standstill) {
      const bool is_free = request_.options.mode == record::Mode::free;
      // A process outside may end the wait until the time is up.
      if (is_free && standstill.unless.empty()) throw StandsStill{standstill.sentence()};
    };
  }

  choice::Result run(const choice::RunOptions& options, record::Consumer& consumer,
                     choice::Audience& audience) {
    input_.rewind();
    request_.options = options;
    request_.audience = &audience;
    NamesEnding named(consumer);
    const std::size_t shared = files_.count();
    const auto observer = start_controlled(request_, "--outcomes");
    try {
      choice::Result result = observer->observe(named);
      result.sees_more = options.tells_state && files_.count() != shared;
      return result;
    } catch (const StandsStill& still) {
      choice::Result result;
      result.end.status = "deadlock";
      result.end.reason = still.sentence;
      named.end(result.end);
      return result;
    }
  }

 private:
  std::vector<std::string> program_;
  tracer::SignalRelay relay_;
  tracer::Request request_;
  tracer::SharedFiles files_;
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
  subject.honours_sleep = command.honours_sleep;
  subject.timeout = command.timeout;
  subject.language = command.view.language;
  return subject;
}

}  // namespace app
