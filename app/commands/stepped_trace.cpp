#include "app/commands/stepped_trace.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <cctype>
#include <string>

#include "app/output/filters.hpp"
#include "app/output/log.hpp"
#include "app/session/stepped_runs.hpp"
#include "core/tracer/command_of.hpp"
#include "core/tracer/ptrace_observer.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/terminal.hpp"

namespace app {
namespace {

Subject subject_of(const TraceCommand& command) {
  const std::string& path = command.program.front();
  return {view::harmless("trace " + path.substr(path.rfind('/') + 1)),
          view::harmless(tracer::as_typed(command.program)), lessons::Page("", ""),
          lessons::Page("", "")};
}

SessionTerms terms_of(const TraceCommand& command) {
  SessionTerms terms{command.view, std::nullopt};
  terms.input_is_taken = true;
  terms.instead = "Leave it out.";
  return terms;
}

}  // namespace

int step_through(const TraceCommand& command, const Invocation& invocation,
                 const lessons::Catalogue& catalogue) {
  const bool log_disturbs = invocation.verbose && view::Terminal(STDERR_FILENO).is_terminal();
  Quiz no_questions;
  SteppedRuns steps(terms_of(command), !log_disturbs, no_questions, catalogue);
  Filters filters(command.view, steps.consumer());
  tracer::SignalRelay relay;
  tracer::Request request{command.program, invocation.argv, relay};
  request.audience = &steps.session();
  request.shows_threads = command.shows_threads;
  request.standstill = [&](const tracer::Standstill& standstill) {
    std::string sentence = standstill.sentence();
    sentence.front() = static_cast<char>(std::toupper(sentence.front()));
    steps.session().announce(view::harmless(sentence) + ". q ends the program.");
  };
  os::ExitStatus status = os::ExitStatus::exited(kDone);
  const auto run = [&](const choice::RunOptions& options) -> choice::Result {
    request.options = options;
    std::string why;
    const auto observer = tracer::PtraceObserver::start(request, why);
    if (!observer) {
      throw EnvironmentError(
          fmt::format("{}, and --step cannot hold a process without it. Leave it out.", why));
    }
    const tracer::Result result = observer->observe(filters.first());
    status = result.status;
    return result;
  };
  const choice::Result result =
      steps.run(subject_of(command), {}, {}, run, [](const choice::Result&) {});
  if (result.signal != 0) throw Interrupted{result.signal};
  steps.commit();
  if (result.misfit) {
    report(fmt::format("mpdemo: {}.\n", result.end.reason));
    return kFailed;
  }
  return result.quit ? static_cast<int>(kDone) : status.code();
}

}  // namespace app
