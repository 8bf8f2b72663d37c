#include "app/cli/args/order_args.hpp"

#include <fmt/format.h>

#include <limits>
#include <string_view>

#include "app/cli/args/duration.hpp"
#include "app/cli/args/number.hpp"
#include "app/cli/errors.hpp"

namespace app {

std::optional<choice::Schedule> TurnArgs::understood_schedule() const {
  if (schedule.empty()) return std::nullopt;
  if (!seed.empty()) throw UsageError("--schedule and --seed exclude each other: use only one.");
  auto understood = choice::Schedule::parse(schedule);
  if (understood) return understood;
  throw UsageError(
      fmt::format("\"{}\" is not a schedule: write one like 1x3.2x2.1, for "
                  "process 1 three times, then 2 twice, then 1.",
                  schedule));
}

std::optional<std::uint64_t> TurnArgs::understood_seed() const {
  if (seed.empty()) return std::nullopt;
  return parse_number("--seed", seed, 0, std::numeric_limits<std::uint64_t>::max());
}

std::optional<std::uint64_t> TurnArgs::understood_challenge() const {
  if (challenge.empty()) return std::nullopt;
  if (!seed.empty() || !schedule.empty()) {
    throw UsageError(
        fmt::format("in a --challenge you choose, and {} chooses for you: use only one.",
                    seed.empty() ? "--schedule" : "--seed"));
  }
  return parse_number("--challenge", challenge, 0, std::numeric_limits<std::uint64_t>::max());
}

std::optional<OutcomeOptions> SurveyArgs::understood(OutcomeOptions usual) const {
  if (!outcomes) {
    const std::string_view extra = !budget.empty() ? "--budget"
                                   : every_order   ? "--every-order"
                                   : !list.empty() ? "--list"
                                   : !jobs.empty() ? "--jobs"
                                                   : "";
    if (extra.empty()) return std::nullopt;
    throw UsageError(fmt::format("{} goes with --outcomes: add that, or leave it out.", extra));
  }
  if (!runs.empty()) usual.runs = parse_number("--runs", runs, 0, 1'000'000'000);
  if (!budget.empty()) usual.budget = parse_duration("--budget", budget);
  if (!list.empty()) usual.list = parse_number("--list", list, 0, 1'000'000);
  if (!jobs.empty()) usual.jobs = static_cast<int>(parse_number("--jobs", jobs, 1, 1'000));
  usual.every_order = every_order;
  return usual;
}

void OrderArgs::understand(LessonCommand& command) const {
  command.seed = turns.understood_seed();
  command.challenge = turns.understood_challenge();
  command.honours_sleep = honours_sleep;
  command.schedule = turns.understood_schedule();
  if (command.schedule && !command.demo && command.lesson->demos.size() > 1)
    throw UsageError("--schedule is for one demo: add --demo NAME.");
  if (!survey.outcomes && !survey.runs.empty())
    throw UsageError("--runs goes with --outcomes: add that, or leave it out.");
  command.outcomes = survey.understood({});
  if (!command.outcomes) return;
  const bool plays = command.watch == LessonCommand::Watch::step || command.pace;
  if (!plays && !command.schedule && !command.seed && !command.challenge) return;
  throw UsageError(
      fmt::format("--outcomes tries all schedules and takes no {}: leave out one of them.",
                  command.schedule    ? "--schedule"
                  : command.seed      ? "--seed"
                  : command.challenge ? "--challenge"
                  : command.pace      ? "--pace"
                                      : "--step"));
}

}  // namespace app
