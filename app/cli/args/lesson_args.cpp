#include "app/cli/args/lesson_args.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <type_traits>
#include <utility>
#include <vector>

#include "app/cli/args/duration.hpp"
#include "app/cli/args/number.hpp"
#include "app/cli/did_you_mean.hpp"
#include "app/cli/errors.hpp"

namespace app {
namespace {

/// "a,b,c" as its parts.
std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find(',', from), text.size());
    parts.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return parts;
}

}  // namespace

const lessons::Demo* LessonArgs::understand_demo(const lessons::Lesson& lesson) const {
  const std::string& asked = word.empty() ? demo : word;
  if (asked.empty()) return nullptr;
  std::vector<std::string> names;
  for (const auto& known : lesson.demos) names.emplace_back(known.name);
  // The full name, which other commands show, is accepted as well.
  const std::string whole = std::string(lesson.name) + "/";
  return &lesson.demos[choose(
      "--demo", asked.starts_with(whole) ? asked.substr(whole.size()) : asked, names)];
}

std::vector<LessonArgs::Given> LessonArgs::parameters() const {
  using lessons::Parameter;
  return {{Parameter::workers, "--workers", workers},
          {Parameter::tasks, "--tasks", tasks},
          {Parameter::items, "--items", items},
          {Parameter::processes, "--processes", processes},
          {Parameter::increments, "--increments", increments}};
}

void LessonArgs::check_parameters(const lessons::Lesson& lesson,
                                  const lessons::Demo* chosen) const {
  if (chosen == nullptr) return;
  const auto takes = [](const lessons::Demo& one, lessons::Parameter parameter) {
    return std::find(one.parameters.begin(), one.parameters.end(), parameter) !=
           one.parameters.end();
  };
  for (const auto& given : parameters()) {
    if (given.text.empty() || takes(*chosen, given.parameter)) continue;
    const auto other =
        std::find_if(lesson.demos.begin(), lesson.demos.end(),
                     [&](const lessons::Demo& one) { return takes(one, given.parameter); });
    throw UsageError(
        fmt::format("{0}/{1} does not take {2}, which is for {0}/{3}: leave it out, or choose that "
                    "demo.",
                    lesson.name, chosen->name, given.option, other->name));
  }
}

lessons::Parameters LessonArgs::understand_parameters() const {
  const auto number = [](const char* option, const std::string& text, std::uint64_t most,
                         auto& parameter) {
    if (!text.empty())
      parameter =
          static_cast<std::decay_t<decltype(parameter)>>(parse_number(option, text, 1, most));
  };
  lessons::Parameters parameters;
  number("--workers", workers, 2000, parameters.workers);
  number("--tasks", tasks, 1'000'000, parameters.tasks);
  number("--processes", processes, 500, parameters.processes);
  number("--increments", increments, 1'000'000'000, parameters.increments);
  if (!items.empty()) parameters.items = split(items);
  return parameters;
}

/// Whether the twin in Python runs as well; it takes no parameters.
bool LessonArgs::wants_twin(const lessons::Lesson& lesson) const {
  if (!python && !trace) return false;
  if (!trace) {
    throw UsageError(
        fmt::format("--python runs the twin under a tracer: add --trace. To read it: mpdemo show "
                    "{} --python.",
                    lesson.name));
  }
  if (!python) {
    throw UsageError(
        "--trace goes with --python, for the twin of a demo: add that. For your own program: "
        "mpdemo trace -- PROGRAM.");
  }
  const bool asks = !quiz.asks.empty() && quiz.asks != "off";
  std::vector<std::pair<const char*, bool>> unfit = {
      {"--step", step},
      {"--pace", !pace.empty()},
      {"--speed", !speed.empty()},
      {"--schedule", !order.turns.schedule.empty()},
      {"--seed", !order.turns.seed.empty()},
      {"--challenge", !order.turns.challenge.empty()},
      {"--honour-sleep", order.honours_sleep},
      {"--outcomes", order.survey.outcomes},
      {"--quiz", asks},
      {"--quiz-report", !quiz.report.empty()}};
  for (const auto& given : parameters()) unfit.emplace_back(given.option, !given.text.empty());
  for (const auto& [option, is_given] : unfit) {
    if (!is_given) continue;
    throw UsageError(fmt::format(
        "the twin in Python runs as written and cannot follow {0}: leave out {0}.", option));
  }
  return true;
}

/// What pages over mp can do and ordinary programs cannot.
void LessonArgs::check_programs(const lessons::Lesson& lesson, const lessons::Demo* chosen) const {
  for (const auto& one : lesson.demos) {
    if (!one.program || (chosen && chosen != &one)) continue;
    if (!speed.empty() && chosen) {
      throw UsageError(
          fmt::format("{}/{} is an ordinary program, and sleeps as it is written: "
                      "leave out --speed.",
                      lesson.name, one.name));
    }
    if (python && chosen && one.python.source().empty()) {
      throw UsageError(
          fmt::format("{}/{} has no twin: leave out --python --trace.", lesson.name, one.name));
    }
  }
}

/// A challenge is a session in which nothing else is asked, and nobody else chooses.
void LessonArgs::check_challenge() const {
  const bool asks = !quiz.asks.empty() && quiz.asks != "off";
  const std::pair<const char*, bool> unfit[] = {{"--auto", automatic},
                                                {"--pace", !pace.empty()},
                                                {"--quiz", asks},
                                                {"--quiz-report", !quiz.report.empty()}};
  for (const auto& [option, is_given] : unfit) {
    if (is_given)
      throw UsageError(
          fmt::format("--challenge is a game of its own and takes no {}: use only one.", option));
  }
}

LessonCommand LessonArgs::understood(const lessons::Lesson& lesson) const {
  if (step && automatic) throw UsageError("--step and --auto exclude each other: use only one.");
  if (step && !pace.empty()) {
    throw UsageError("--pace plays by itself and --step waits for you: use only one.");
  }
  LessonCommand command;
  command.lesson = &lesson;
  command.demo = understand_demo(lesson);
  command.with_twin = wants_twin(lesson);
  using Watch = LessonCommand::Watch;
  command.watch = step ? Watch::step : automatic ? Watch::automatic : Watch::by_terminal;
  if (!pace.empty()) command.pace = parse_duration("--pace", pace);
  if (!speed.empty()) command.speed = parse_factor("--speed", speed);
  check_parameters(lesson, command.demo);
  check_programs(lesson, command.demo);
  command.parameters = understand_parameters();
  command.has_increments = !increments.empty();
  if (!timeout.empty()) command.timeout = parse_duration("--timeout", timeout);
  if (command.timeout == std::chrono::nanoseconds(0)) {
    throw UsageError("--timeout 0 gives up before anything happens: use a longer one, like 5s.");
  }
  command.view = view.understood(order.survey.outcomes);
  order.understand(command);
  quiz.understand(command);
  if (command.with_twin) view.refuse_selection("--python");
  using Quiz = LessonCommand::Quiz;
  const bool asks = command.quiz == Quiz::on || command.quiz == Quiz::only;
  if (command.watch == Watch::step) view.refuse_selection("--step");
  if (asks || !command.quiz_report.empty()) view.refuse_selection("--quiz");
  if (command.challenge) check_challenge();
  return command;
}

}  // namespace app
