#include <fmt/core.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "app/cli/errors.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/demo_run.hpp"
#include "app/comparison/compared_file.hpp"
#include "app/output/destination.hpp"
#include "app/output/log.hpp"
#include "app/output/run_writer.hpp"
#include "app/programs/traced_runner.hpp"
#include "app/programs/tried_file.hpp"
#include "app/survey/passive_audience.hpp"
#include "core/os/process/process.hpp"
#include "core/view/difference/difference_formats.hpp"
#include "core/view/model/stable_ids.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {

/// The run of a page or a program under a schedule, to be compared.
record::Timeline run_under(const choice::Schedule& schedule, const choice::Runner& run,
                           const DiffCommand& command) {
  KeptRuns kept;
  view::StableIds stable(kept);
  PassiveAudience audience;
  choice::RunOptions options;
  options.mode = record::Mode::controlled;
  options.schedule = schedule;
  const choice::Result result = run(options, stable, audience);
  if (result.signal != 0) throw Interrupted{result.signal};
  if (result.misfit) {
    throw UsageError(fmt::format("the schedule {} does not fit {}: {}.", schedule.to_string(),
                                 command.subject.front(), result.end.reason));
  }
  return std::move(kept.runs.front());
}

using Pair = std::pair<record::Timeline, record::Timeline>;

Pair runs_of(const choice::Runner& run, const DiffCommand& command) {
  record::Timeline a = run_under(command.schedule_a, run, command);
  return {std::move(a), run_under(command.schedule_b, run, command)};
}

Pair runs_of_program(const TraceCommand& trace, const Invocation& invocation,
                     const DiffCommand& command) {
  return runs_of(survey_of(trace, invocation).run, command);
}

Pair runs_of_file(const DiffCommand& command, const Invocation& invocation) {
  TriedFile file(command.subject);
  {
    tracer::SignalRelay relay(tracer::SignalRelay::First::us);
    const TriedFile::Build build = file.build(relay);
    report(build.messages);
    if (!build.is_done) {
      throw UsageError(
          fmt::format("{} does not compile, so there is nothing to run.", file.path()));
    }
  }
  TraceCommand trace;
  trace.view = command.view;
  trace.program = file.program();
  trace.file = file.executable();
  trace.tried = file.words();
  return runs_of_program(trace, invocation, command);
}

/// Of two schedules: runs what they are of.
Pair runs_under_schedules(const DiffCommand& command, const Invocation& invocation,
                          const lessons::Catalogue& catalogue) {
  os::leave_small_pids();
  if (command.is_program) {
    TraceCommand trace;
    trace.view = command.view;
    trace.program = command.subject;
    return runs_of_program(trace, invocation, command);
  }
  const std::string& word = command.subject.front();
  const std::string lesson = word.substr(0, word.find('/'));
  const auto slash = word.find('/');
  const std::string demo = slash == word.npos ? "" : word.substr(slash + 1);
  if (const lessons::Demo* page = find_demo(catalogue, lesson, demo)) {
    if (command.subject.size() > 1)
      throw UsageError(fmt::format("{} is a page and takes no arguments: leave them out.", word));
    LessonCommand one;
    for (const auto& known : catalogue)
      if (known.name == lesson) one.lesson = &known;
    one.demo = page;
    one.view = command.view;
    return runs_of(survey_of(one, *page, invocation.argv).run, command);
  }
  std::error_code unknown;
  if (!std::filesystem::exists(word, unknown)) {
    throw UsageError(
        fmt::format("{} is neither a page nor a file: name a page, like fork/basic, a file, or a "
                    "program after \"--\".",
                    word));
  }
  return runs_of_file(command, invocation);
}

/// What is written, and whether the two are the same.
struct DiffVerdict {
  std::string text;
  bool is_same = false;
};

/// `number`: of the runs of a file; 0: there is only one.
DiffVerdict verdict_on(const Pair& runs, const view::Compared& names, const DiffCommand& command,
                       const view::Style& style, std::size_t number = 0) {
  const view::RunDifference difference =
      view::difference_of(runs.first, runs.second, {style.telling, style.language, style.ascii});
  view::Compared called = names;
  if (number > 0) {
    const auto& said = view::words(style.language).difference;
    called.a += view::filled(said.of_run, number);
    called.b += view::filled(said.of_run, number);
  }
  return {command.format->of_runs(difference, called, style), difference.is_none};
}

/// The first of the runs that differ; if none does, the last.
DiffVerdict verdict_on(std::vector<record::Timeline> a, std::vector<record::Timeline> b,
                       const view::Compared& names, const DiffCommand& command,
                       const view::Style& style) {
  if (a.size() != b.size()) {
    throw UsageError(
        fmt::format("{} has {} runs and {} has {}: record one demo in each, with --demo.", names.a,
                    a.size(), names.b, b.size()));
  }
  DiffVerdict verdict;
  const bool are_several = a.size() > 1;
  for (std::size_t i = 0; i < a.size(); ++i) {
    verdict = verdict_on({std::move(a[i]), std::move(b[i])}, names, command, style,
                         are_several ? i + 1 : 0);
    if (!verdict.is_same) return verdict;
  }
  return verdict;
}

DiffVerdict verdict_on_files(const DiffCommand& command, const view::Style& style) {
  ComparedFile a = read_compared(command.a);
  ComparedFile b = read_compared(command.b);
  const view::Compared names = {command.a, command.b};
  using Runs = std::vector<record::Timeline>;
  using Reports = std::vector<record::OutcomeReport>;
  if (a.index() != b.index()) {
    throw UsageError(
        "one of the files is a recorded run and the other a report of --outcomes: compare two "
        "runs, or two reports.");
  }
  if (auto* runs = std::get_if<Runs>(&a))
    return verdict_on(std::move(*runs), std::move(std::get<Runs>(b)), names, command, style);
  if (!command.format->of_outcomes) {
    throw UsageError(
        fmt::format("outcomes are compared as text or html, not as {}: use one of these.",
                    command.format->name));
  }
  const view::OutcomeDifference difference =
      view::difference_of(std::get<Reports>(a), std::get<Reports>(b));
  return {command.format->of_outcomes(difference, names, style), difference.is_none()};
}

}  // namespace

int diff(const DiffCommand& command, const Invocation& invocation,
         const lessons::Catalogue& catalogue) {
  Destination destination(command.view);
  const view::Style& style = destination.style();
  const DiffVerdict verdict = command.subject.empty()
                                  ? verdict_on_files(command, style)
                                  : verdict_on(runs_under_schedules(command, invocation, catalogue),
                                               {command.a, command.b}, command, style);
  destination.write(verdict.text);
  destination.commit();
  return verdict.is_same ? kDone : kFailed;
}

}  // namespace app
