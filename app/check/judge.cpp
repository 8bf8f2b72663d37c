#include "app/check/judge.hpp"

#include <algorithm>
#include <utility>

#include "app/check/goal.hpp"
#include "core/choice/doubts.hpp"
#include "core/choice/outcome_map.hpp"
#include "core/record/consumers.hpp"
#include "core/view/model/stable_ids.hpp"

namespace app {
namespace {

using How = GoalVerdict::How;

constexpr std::chrono::seconds kLongestRun{10};

}  // namespace

/// What one run after another came to, with names in place of PIDs.
class Judge::Watch {
 public:
  record::Consumer& consumer() { return named_; }
  const record::Outcome& outcome() const { return collector_.outcome(); }
  const std::string& reason() const { return collector_.reason(); }
  const RunFacts& facts() const { return facts_; }

 private:
  record::OutcomeCollector collector_;
  RunFacts facts_;
  record::Both both_{collector_, facts_};
  view::StableIds named_{both_};
};

int Verdict::points(const Exercise& exercise) const {
  if (what == What::refused) return 0;
  int points = 0;
  for (std::size_t i = 0; i < goals.size(); ++i) {
    if (goals[i].how == How::met) points += exercise.goals[i].points;
  }
  return points;
}

int points_of(const Exercise& exercise) {
  int points = 0;
  for (const auto& goal : exercise.goals) points += goal.points;
  return points;
}

const FoundRun* Verdict::shown() const {
  const FoundRun* shortest = nullptr;
  for (const auto& goal : goals) {
    if (goal.how != How::broken || !goal.evidence) continue;
    if (!shortest || goal.evidence->schedule.size() < shortest->schedule.size())
      shortest = &*goal.evidence;
  }
  return shortest;
}

void Judge::note(std::size_t goal, FoundRun evidence) {
  GoalVerdict& verdict = verdict_.goals[goal];
  const bool is_longer = verdict.how == How::broken && verdict.evidence &&
                         verdict.evidence->schedule.size() <= evidence.schedule.size();
  verdict.how = How::broken;
  if (!is_longer) verdict.evidence = std::move(evidence);
}

void Judge::judge_run(const Watch& watch, const choice::Schedule& schedule) {
  for (std::size_t i = 0; i < exercise_.goals.size(); ++i) {
    const Goal& goal = exercise_.goals[i];
    if (goal.is_about_some()) {
      // Once is enough.
      if (GoalMonitor(goal).is_met_by(watch.outcome())) verdict_.goals[i].how = How::met;
      continue;
    }
    const bool is_met = goal.is_about_outcomes() ? GoalMonitor(goal).is_met_by(watch.outcome())
                                                 : watch.facts().meets(goal);
    if (!is_met) note(i, {watch.outcome(), watch.reason(), schedule});
  }
}

/// Runs that were cut short are known by the states that they came to.
void Judge::judge_map(choice::Explorer& explorer, Watch& watch) {
  const choice::OutcomeMap map(explorer.graph());
  const choice::OutcomeAutomaton automaton = map.automaton();
  verdict_.outcomes = map.count().to_string();
  for (std::size_t i = 0; i < exercise_.goals.size(); ++i) {
    const Goal& goal = exercise_.goals[i];
    if (!goal.is_about_outcomes()) continue;
    const auto outcome = outcome_against(automaton, goal);
    if (!outcome) continue;
    // Only a run proves it: the graph may be mistaken in what it says of one that was cut.
    const auto way = map.way_to(*outcome);
    if (!way) continue;
    const choice::Result result = explorer.run_along(way->processes, watch.consumer(), audience_);
    if (result.signal != 0) verdict_.signal = result.signal;
    if (result.signal != 0 || watch.outcome() != *outcome) continue;
    if (goal.is_about_some()) {
      verdict_.goals[i].how = How::met;
      continue;
    }
    FoundRun evidence{*outcome, watch.reason(), result.schedule, way->turning_point};
    const auto& known = verdict_.goals[i].evidence;
    // That one was seen, and this one says when it was lost.
    if (known && known->outcome == *outcome) verdict_.goals[i].evidence.reset();
    note(i, std::move(evidence));
  }
}

void Judge::conclude(bool is_proved) {
  bool breaks = false;
  bool breaks_kept = false;
  bool is_open = false;
  for (std::size_t i = 0; i < exercise_.goals.size(); ++i) {
    const Goal& goal = exercise_.goals[i];
    GoalVerdict& verdict = verdict_.goals[i];
    const bool is_decided = is_proved && (goal.is_about_outcomes() || saw_all_ends_);
    if (verdict.how == How::open && is_decided)
      verdict.how = goal.is_about_some() ? How::broken : How::met;
    if (verdict.how == How::broken) (goal.keeps ? breaks_kept : breaks) = true;
    is_open = is_open || verdict.how == How::open;
  }
  using What = Verdict::What;
  verdict_.what = breaks        ? What::not_solved
                  : breaks_kept ? What::refused
                  : is_open     ? What::not_proved
                                : What::solved;
}

Verdict Judge::prove(const std::shared_ptr<choice::Explorer>& explorer, const SurveyTerms& terms) {
  verdict_ = {};
  verdict_.goals.resize(exercise_.goals.size());
  Watch watch;
  // What was done in a run only the one who makes it sees.
  SurveyTerms alone = terms;
  alone.jobs = 1;
  ScheduleTrials trials(explorer, alone);
  std::uint64_t seen = 0;
  trials.explore(watch.consumer(), audience_, [&](const choice::Trial& trial) {
    if (!trials.signal() && trial.is_whole) {
      judge_run(watch, trial.result.schedule);
      ++seen;
    }
    return how_far_(trials.runs() + trials.cuts());
  });
  verdict_.runs = trials.runs() + trials.cuts();
  verdict_.signal = trials.signal();
  verdict_.reasons = trials.reasons();
  // Each way to end is the end of some whole run; what was done there only that run shows.
  saw_all_ends_ = seen == trials.runs();
  if (!saw_all_ends_) verdict_.reasons.emplace_back(choice::text_of(choice::Doubt::not_to_the_end));
  if (!verdict_.signal) judge_map(*explorer, watch);
  conclude(trials.is_exhaustive());
  return verdict_;
}

Verdict Judge::look_at(const choice::Runner& run, const choice::Schedule& schedule) {
  verdict_ = {};
  verdict_.goals.resize(exercise_.goals.size());
  Watch watch;
  choice::RunOptions options;
  options.mode = record::Mode::controlled;
  options.schedule = schedule;
  options.timeout = kLongestRun;
  const choice::Result result = run(options, watch.consumer(), audience_);
  verdict_.runs = 1;
  if (result.signal != 0) verdict_.signal = result.signal;
  if (result.misfit) {
    verdict_.reasons = {result.end.reason};
    conclude(false);
    return verdict_;
  }
  judge_run(watch, result.schedule);
  // Nothing is said of other runs.
  saw_all_ends_ = true;
  conclude(true);
  return verdict_;
}

}  // namespace app
