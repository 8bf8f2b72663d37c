#include "app/commands/stepped_trace.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "app/challenge/challenge.hpp"
#include "app/commands/editing.hpp"
#include "app/language/wording.hpp"
#include "app/output/filters.hpp"
#include "app/output/log.hpp"
#include "app/programs/observation.hpp"
#include "app/programs/traced_runner.hpp"
#include "app/programs/tried_file.hpp"
#include "app/session/stepped_runs.hpp"
#include "core/tracer/command_of.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/split_lines.hpp"
#include "core/view/formatting/terminal.hpp"
#include "core/view/model/told_again.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {

Subject subject_of(const TraceCommand& command, const Invocation& invocation) {
  const bool is_tried = !command.tried.empty();
  Subject subject{view::harmless((is_tried ? "try " : "trace ") + command.shown_name()),
                  view::harmless(tracer::as_typed(is_tried ? command.tried : command.program)),
                  lessons::Page("", ""),
                  lessons::Page("", ""),
                  {},
                  std::make_shared<SourceFiles>()};
  survey_in_session(subject, survey_of(command, invocation));
  return subject;
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
  if (command.challenge) terms.option = "--challenge";
  return terms;
}

}  // namespace

std::optional<std::string> same_run(const TraceCommand& command, const choice::Result& result) {
  if (command.is_passing || result.schedule.empty() || result.signal != 0 || result.misfit)
    return std::nullopt;
  const bool is_tried = !command.tried.empty();
  const auto& words = is_tried ? command.tried : command.program;
  const std::string again =
      fmt::format("mpdemo {} {}{}--schedule {}{} {}", is_tried ? "try" : "trace",
                  command.has_words ? "" : "--no-lens ", command.keeps_files ? "--keep-files " : "",
                  result.schedule.to_string(), is_tried ? "" : " --",
                  harmless_lines(tracer::as_typed(words, std::string::npos)));
  return view::filled(wording(command.view.language).same_again, again);
}

std::optional<std::string> not_controlled(const TraceCommand& command, const record::End& end) {
  const Language language = command.view.language;
  const Wording& said = wording(language);
  const auto& causes = said.causes;
  const std::pair<std::string_view, std::string_view> known[] = {
      {"clock", causes.clock},     {"files", causes.files},     {"memory", causes.memory},
      {"network", causes.network}, {"pids", causes.pids},       {"polls", causes.polls},
      {"random", causes.random},   {"threads", causes.threads}, {"timers", causes.timers}};
  std::string list;
  for (const auto& [name, words] : known) {
    if (std::find(end.uncontrolled.begin(), end.uncontrolled.end(), name) == end.uncontrolled.end())
      continue;
    list.append(list.empty() ? "" : said.between_causes).append(words);
  }
  if (list.empty()) return std::nullopt;
  return view::filled(said.not_controlled, list);
}

std::string unseen_words(const tracer::Result& result, Language language) {
  const Wording& words = wording(language);
  const auto reason = [&](tracer::UnseenWords::Why why) {
    using enum tracer::UnseenWords::Why;
    switch (why) {
      case is_static:
        return words.is_static;
      case other_library:
        return words.other_library;
      case other_machine:
        return words.other_machine;
      case privileged:
        return words.privileged;
      case sanitized:
        return words.sanitized;
      case unreachable:
        return words.unreachable;
      case forbids_calls:
        break;
    }
    return words.forbids_calls;
  };
  std::string lines;
  for (const tracer::UnseenWords& unseen : result.unseen_words)
    lines += fmt::format(fmt::runtime(words.unseen_words), view::harmless(unseen.program),
                         reason(unseen.why)) +
             "\n";
  return lines;
}

int step_through(const TraceCommand& command, const Invocation& invocation,
                 const lessons::Catalogue& catalogue, TriedFile* tried) {
  const bool log_disturbs = invocation.verbose && view::Terminal(STDERR_FILENO).is_terminal();
  Quiz no_questions;
  SteppedRuns steps(terms_of(command), !log_disturbs, no_questions, catalogue);
  std::optional<Challenge> challenge;
  if (command.challenge) steps.add_challenge(challenge.emplace(*command.challenge, command.view));
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
    return false;
  };
  choice::RunOptions how;
  std::optional<choice::AnyOrder> any_order;
  if (command.seed) how.scheduler = &any_order.emplace(*command.seed);
  const choice::Schedule proposed = command.schedule.value_or(choice::Schedule());
  os::ExitStatus status = os::ExitStatus::exited(kDone);
  std::string unseen;
  const auto run = [&](const choice::RunOptions& options) -> choice::Result {
    request.options = options;
    tracer::Result result = start_controlled(request, "--step")->observe(filters.first());
    status = result.status;
    unseen = unseen_words(result, command.view.language);
    // NOLINTNEXTLINE(cppcoreguidelines-slicing): the session needs no more
    return result;
  };
  Subject subject = subject_of(command, invocation);
  subject.turning_point = command.turning_point;
  subject.edit = [&](const EditPlace& place) {
    Edited edited = edit_program(place, tried, relay, command.view);
    subject.files->forget();
    if (tried) request.executable = tried->executable();
    return edited;
  };
  if (challenge) {
    const std::string nothing = challenge->open(subject);
    if (challenge->signal() != 0) throw Interrupted{challenge->signal()};
    if (!nothing.empty()) {
      steps.session().report(nothing + "\n");
      steps.commit();
      return kDone;
    }
  }
  const choice::Result result =
      steps.run(subject, how, proposed, run, [](const choice::Result&) {});
  if (result.signal != 0) throw Interrupted{result.signal};
  if (!unseen.empty()) steps.session().report(unseen);
  if (const auto again = same_run(command, result)) steps.session().report(*again + "\n");
  if (const auto what = not_controlled(command, result.end)) steps.session().report(*what + "\n");
  steps.commit();
  if (result.misfit) {
    report(fmt::format("mpdemo: {}.\n", result.end.reason));
    return kFailed;
  }
  if (challenge) return challenge->has_reached_all() ? kDone : kFailed;
  if (result.quit) return kDone;
  return result.end.status == "ok" ? status.code() : static_cast<int>(kFailed);
}

}  // namespace app
