#include "app/practice/problem_maker.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "app/cli/errors.hpp"
#include "app/practice/exploration.hpp"
#include "app/practice/options.hpp"
#include "app/practice/programs/generators.hpp"
#include "app/programs/elsewhere_working.hpp"

namespace app::practice {
namespace {

/// So many drafts are made for one question: a few programs have been asked about before, or
/// make no question.
constexpr std::uint64_t kMostDrafts = 60;
/// And so many of them are tried in vain before something must be wrong with this machine.
constexpr int kMostTried = 8;

bool may_hang(const Exploration& runs) {
  return std::any_of(runs.outputs().begin(), runs.outputs().end(),
                     [](const auto& one) { return !one.first.ends; });
}

bool may_end(const Exploration& runs) {
  return std::any_of(runs.outputs().begin(), runs.outputs().end(),
                     [](const auto& one) { return one.first.ends; });
}

/// The shortest run that ends so.
std::optional<Way> way_to_end(Exploration& runs, bool ends) {
  std::optional<Way> shortest;
  for (const auto& [output, outcome] : runs.outputs()) {
    if (output.ends != ends) continue;
    const auto way = runs.way_to(output);
    if (way && (!shortest || way->schedule.size() < shortest->schedule.size())) shortest = way;
  }
  return shortest;
}

bool offer_outputs(Problem& problem, Exploration& runs, Draw& draw) {
  std::vector<Output> possible;
  for (const auto& [output, outcome] : runs.outputs()) possible.push_back(output);
  for (const auto& offered : offered_outputs(possible, problem.draft.likely, draw)) {
    Option option{offered.is_right, offered.output};
    if (option.is_right) option.way = runs.way_to(option.output);
    problem.options.push_back(std::move(option));
  }
  return problem.options.size() > 2;
}

bool offer_endings(Problem& problem, Exploration& runs) {
  const Ending ending = !may_hang(runs) ? Ending::always
                        : may_end(runs) ? Ending::sometimes
                                        : Ending::never;
  for (const Ending one : {Ending::always, Ending::sometimes, Ending::never}) {
    Option option{one == ending};
    option.ending = one;
    if (option.is_right) option.way = one == Ending::always ? problem.run : problem.hang;
    problem.options.push_back(std::move(option));
  }
  return true;
}

/// Each repair is tried: right is what makes every run end, with all that was sent.
bool offer_closes(Problem& problem, Draw& draw, const Invocation& invocation,
                  const ElsewhereWorking& working, const HowFar& how_far) {
  const Draft& draft = problem.draft;
  if (!problem.hang || draft.repairs.size() < 3) return false;
  std::set<Output> meant;
  std::vector<Option> options;
  for (const Repair& repair : draft.repairs) {
    Option option;
    option.repair = repair;
    option.mended = draft.mended(repair);
    Exploration runs(option.mended, draft.programming, invocation, working, how_far);
    std::set<Output> come;
    for (const auto& [output, outcome] : runs.outputs()) come.insert(output);
    if (options.empty()) meant = come;
    option.is_right = runs.is_proved() && !may_hang(runs) && come == meant;
    option.hangs = may_hang(runs);
    option.way = option.hangs ? way_to_end(runs, false) : runs.way_to_failure();
    // A program that fails otherwise is known too little.
    if (!runs.is_proved() && options.empty()) return false;
    options.push_back(std::move(option));
  }
  draw.shuffle(options);
  problem.options = std::move(options);
  return problem.answer().size() == 1;
}

}  // namespace

std::optional<Problem> proved(const Draft& draft, Draw& draw, const Invocation& invocation,
                              const HowFar& how_far) {
  const ElsewhereWorking working;
  Exploration runs(draft.source(), draft.programming, invocation, working, how_far);
  if (!runs.is_proved()) return std::nullopt;
  Problem problem{draft};
  problem.schedules = runs.schedules();
  problem.outputs = runs.outputs().size();
  problem.run = way_to_end(runs, true);
  problem.hang = way_to_end(runs, false);
  bool is_question = false;
  switch (draft.asks) {
    case Asks::processes:
      problem.processes = runs.processes().value_or(0);
      is_question = problem.processes > 0;
      break;
    case Asks::outputs:
      is_question = offer_outputs(problem, runs, draw);
      break;
    case Asks::ending:
      is_question = offer_endings(problem, runs);
      break;
    case Asks::close:
      is_question = offer_closes(problem, draw, invocation, working, how_far);
      break;
  }
  if (!is_question) return std::nullopt;
  return problem;
}

Draft ProblemMaker::drafted(Draw& draw, std::size_t number, int level) const {
  if (terms_.topic) return draft_of(*terms_.topic, draw, level, terms_.programming);
  // In turn, in an order of the seed's, so that a few questions are about different things.
  std::vector<Topic> topics = {Topic::fork, Topic::wait, Topic::pipe, Topic::lock, Topic::signal};
  Draw order({terms_.seed});
  order.shuffle(topics);
  return draft_of(topics[(number - 1) % topics.size()], draw, level, terms_.programming);
}

Problem ProblemMaker::make(std::size_t number, int level, const HowFar& how_far) {
  int tried = 0;
  for (std::uint64_t attempt = 0; attempt < kMostDrafts && tried < kMostTried; ++attempt) {
    Draw draw({terms_.seed, number, static_cast<std::uint64_t>(level), attempt,
               static_cast<std::uint64_t>(terms_.programming)});
    const Draft draft = drafted(draw, number, level);
    // The last attempts would rather repeat one than ask nothing.
    if (asked_.contains(draft.source()) && attempt + 10 < kMostDrafts) continue;
    ++tried;
    if (auto problem = proved(draft, draw, invocation_, how_far)) {
      asked_.insert(draft.source());
      return *std::move(problem);
    }
  }
  throw EnvironmentError(
      "no exercise could be proved here: all schedules of a small program were not tried in time, "
      "or not seen. \"mpdemo doctor\" says what this machine allows.");
}

}  // namespace app::practice
