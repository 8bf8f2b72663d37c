#include "app/cli/args/trace_args.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <string_view>

#include "app/cli/args/duration.hpp"
#include "app/cli/args/number.hpp"
#include "app/cli/did_you_mean.hpp"
#include "app/cli/errors.hpp"
#include "core/tracer/command_of.hpp"

namespace app {
namespace {

/// A run of a program takes longer than one of a demo, and there may be more to try.
OutcomeOptions usual() {
  OutcomeOptions options;
  options.runs = 50;
  options.budget = std::chrono::seconds(20);
  return options;
}

/// The option because of which one process acts at a time.
std::string_view control_of(const TraceCommand& command) {
  if (command.challenge) return "--challenge";
  return command.schedule ? "--schedule" : command.seed ? "--seed" : "--step";
}

}  // namespace

TraceCommand TraceArgs::understood() const {
  if (!stray.empty()) throw UsageError(where_the_program_goes());
  if (program.empty()) throw UsageError("trace needs a program: mpdemo trace -- PROGRAM [ARG...].");
  TraceCommand command;
  command.program = program;
  command.by_ptrace = choose("--observe", observe, {"ptrace", "output"}) == 0;
  if (!timeout.empty()) command.timeout = parse_duration("--timeout", timeout);
  command.view = view.understood(survey.outcomes);
  command.outcomes = survey.understood(usual());
  command.honours_sleep = honours_sleep;
  if (!survey.outcomes && !survey.runs.empty()) command.runs = understand_runs(command.view);
  command.shows_threads = threads;
  if (threads && !command.by_ptrace)
    throw UsageError("--observe output sees no threads: leave out one of them.");
  if (threads && command.runs)
    throw UsageError(
        "--runs shows the outcomes of many runs, and no threads: leave out --threads.");
  command.challenge = turns.understood_challenge();
  command.steps = step || command.challenge;
  command.schedule = turns.understood_schedule();
  command.seed = turns.understood_seed();
  command.has_words = !no_lens;
  if (command.outcomes) check_survey(command);
  command.keeps_files = keep_files;
  if (command.is_controlled()) check_controlled(command);
  if (no_lens && !command.is_controlled() && !command.outcomes)
    throw UsageError(
        "--no-lens goes with --step, --seed, --schedule or --outcomes: a plain trace has no lens.");
  if (honours_sleep && !command.outcomes)
    throw UsageError("--honour-sleep goes with --outcomes: add that, or leave it out.");
  if (keep_files && !command.is_controlled() && !command.outcomes)
    throw UsageError(
        "--keep-files goes with --step, --seed, --schedule or --outcomes: a plain trace keeps all "
        "files.");
  if (command.runs) view.refuse_selection("--runs");
  if (command.steps) check_step(command);
  return command;
}

std::string TraceArgs::where_the_program_goes() const {
  if (!program.empty()) {
    return fmt::format(
        "\"{}\" is before \"--\", and the program begins after it: leave that word out.",
        stray.front());
  }
  std::vector<std::string> mended = {"mpdemo", "trace"};
  mended.insert(mended.end(), options.begin(), options.end());
  mended.emplace_back("--");
  mended.insert(mended.end(), stray.begin(), stray.end());
  return fmt::format("the program comes after \"--\": {}.", tracer::as_typed(mended));
}

void TraceArgs::check_controlled(const TraceCommand& command) const {
  const std::string_view option = control_of(command);
  if (command.runs) {
    throw UsageError(fmt::format(
        "--runs shows the outcomes of many runs, and {} is about one: use only one.", option));
  }
  if (!command.by_ptrace) {
    throw UsageError(
        fmt::format("--observe output only sees what is written and cannot hold a process, as {} "
                    "does: leave out one of them.",
                    option));
  }
}

void TraceArgs::check_survey(const TraceCommand& command) const {
  if (command.is_controlled()) {
    throw UsageError(
        fmt::format("--outcomes tries all schedules and takes no {}: leave out one of them.",
                    control_of(command)));
  }
  if (!command.by_ptrace) {
    throw UsageError(
        "--observe output only sees what is written and cannot hold a process, as --outcomes "
        "does: leave out one of them.");
  }
  if (threads) throw UsageError("--outcomes shows no threads: leave out --threads.");
}

void TraceArgs::check_step(const TraceCommand& command) const {
  view.refuse_selection("--step");
  if (command.timeout) {
    throw UsageError(
        fmt::format("--timeout would end the program while {} waits for you: use only one.",
                    control_of(command)));
  }
  if (command.view.output.empty() && command.view.format->name != "text") {
    throw UsageError(
        fmt::format("{} shows the run as text; write {} to a file with -o, or leave it out.",
                    control_of(command), command.view.format->name));
  }
}

std::uint64_t TraceArgs::understand_runs(const ViewOptions& shown) const {
  const auto format = shown.format->name;
  if (format != "text" && format != "jsonl") {
    throw UsageError(fmt::format(
        "--runs shows outcomes as text or jsonl, not as {}: use one of these, or leave out "
        "--runs for a picture of one run.",
        format));
  }
  return parse_number("--runs", survey.runs, 1, 1'000'000);
}

std::vector<std::string> take_program(std::vector<std::string>& arguments) {
  if (arguments.size() < 2 || (arguments[1] != "trace" && arguments[1] != "diff")) return {};
  const auto mark = std::find(arguments.begin(), arguments.end(), "--");
  if (mark == arguments.end()) return {};
  std::vector<std::string> program(std::next(mark), arguments.end());
  arguments.erase(mark, arguments.end());
  return program;
}

}  // namespace app
