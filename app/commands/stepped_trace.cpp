#include "app/commands/stepped_trace.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <memory>
#include <optional>
#include <string>

#include "app/commands/editing.hpp"
#include "app/commands/observation.hpp"
#include "app/commands/tried_file.hpp"
#include "app/language/wording.hpp"
#include "app/output/filters.hpp"
#include "app/output/log.hpp"
#include "app/session/stepped_runs.hpp"
#include "core/tracer/command_of.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/split_lines.hpp"
#include "core/view/formatting/terminal.hpp"
#include "core/view/model/told_again.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {

Subject subject_of(const TraceCommand& command) {
  const bool is_tried = !command.tried.empty();
  return {view::harmless((is_tried ? "try " : "trace ") + command.shown_name()),
          view::harmless(tracer::as_typed(is_tried ? command.tried : command.program)),
          lessons::Page("", ""),
          lessons::Page("", ""),
          {},
          std::make_shared<SourceFiles>()};
}

/// A script of several lines stays one that a shell can read.
std::string harmless_lines(const std::string& text) {
  std::string lines;
  for (const auto line : view::split_lines(text))
    lines += (lines.empty() ? "" : "\n") + view::harmless(line);
  return lines;
}

SessionTerms terms_of(const TraceCommand& command) {
  SessionTerms terms{command.view, std::nullopt};
  terms.input_is_taken = true;
  terms.instead = "Leave it out.";
  return terms;
}

}  // namespace

std::optional<std::string> same_run(const TraceCommand& command, const choice::Result& result) {
  if (result.schedule.empty() || result.signal != 0 || result.misfit) return std::nullopt;
  const bool is_tried = !command.tried.empty();
  const auto& words = is_tried ? command.tried : command.program;
  const std::string again = fmt::format("mpdemo {} --schedule {}{} {}", is_tried ? "try" : "trace",
                                        result.schedule.to_string(), is_tried ? "" : " --",
                                        harmless_lines(tracer::as_typed(words, std::string::npos)));
  return view::filled(wording(command.view.language).same_again, again);
}

int step_through(const TraceCommand& command, const Invocation& invocation,
                 const lessons::Catalogue& catalogue, TriedFile* tried) {
  const bool log_disturbs = invocation.verbose && view::Terminal(STDERR_FILENO).is_terminal();
  Quiz no_questions;
  SteppedRuns steps(terms_of(command), !log_disturbs, no_questions, catalogue);
  Filters filters(command.view, steps.consumer());
  tracer::SignalRelay relay;
  tracer::Request request = request_of(command, invocation, relay);
  tracer::Sandbox::Terms terms;
  terms.keeps_files = command.keeps_files;
  tracer::Sandbox sandbox(terms);
  request.sandbox = &sandbox;
  request.audience = &steps.session();
  request.standstill = [&](const tracer::Standstill& standstill) {
    const Language language = command.view.language;
    const std::string sentence = view::told_again(language, standstill.sentence());
    steps.session().announce(view::filled(wording(language).q_ends_program,
                                          as_sentence(view::harmless(sentence), language)));
  };
  choice::RunOptions how;
  std::optional<choice::AnyOrder> any_order;
  if (command.seed) how.scheduler = &any_order.emplace(*command.seed);
  const choice::Schedule proposed = command.schedule.value_or(choice::Schedule());
  os::ExitStatus status = os::ExitStatus::exited(kDone);
  const auto run = [&](const choice::RunOptions& options) -> choice::Result {
    request.options = options;
    const tracer::Result result = start_controlled(request, "--step")->observe(filters.first());
    status = result.status;
    return result;
  };
  Subject subject = subject_of(command);
  subject.turning_point = command.turning_point;
  subject.edit = [&](const EditPlace& place) {
    Edited edited = edit_program(place, tried, relay, command.view);
    subject.files->forget();
    if (tried) request.executable = tried->executable();
    return edited;
  };
  const choice::Result result =
      steps.run(subject, how, proposed, run, [](const choice::Result&) {});
  if (result.signal != 0) throw Interrupted{result.signal};
  if (const auto again = same_run(command, result)) steps.session().report(*again + "\n");
  steps.commit();
  if (result.misfit) {
    report(fmt::format("mpdemo: {}.\n", result.end.reason));
    return kFailed;
  }
  if (result.quit) return kDone;
  return result.end.status == "ok" ? status.code() : static_cast<int>(kFailed);
}

}  // namespace app
