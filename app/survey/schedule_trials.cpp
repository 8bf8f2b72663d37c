#include "app/survey/schedule_trials.hpp"

#include <signal.h>

#include <memory>
#include <utility>

#include "core/choice/doubts.hpp"
#include "core/os/clock.hpp"
#include "core/os/process/cpus.hpp"
#include "core/view/model/stable_ids.hpp"

namespace app {

std::shared_ptr<choice::Explorer> explorer_of(choice::Runner run, const SurveyTerms& terms) {
  const auto naming = [](record::Consumer& next) {
    return std::make_unique<view::StableIds>(next);
  };
  return std::make_shared<choice::Explorer>(
      std::move(run), choice::Explorer::Terms{.prunes = terms.prunes,
                                              .honours_sleep = terms.honours_sleep,
                                              .tells_state = terms.tells_state,
                                              .timeout = terms.timeout,
                                              .naming = naming});
}

ScheduleTrials::ScheduleTrials(std::shared_ptr<choice::Explorer> explorer, const SurveyTerms& terms)
    : terms_(terms), signals_({SIGINT, SIGTERM, SIGHUP, SIGQUIT}), explorer_(std::move(explorer)) {}

void ScheduleTrials::explore(record::Consumer& consumer, choice::Audience& audience,
                             const AfterRun& after_run) {
  bool is_enough = false;
  const choice::Explorer::Extent extent{terms_.jobs.value_or(os::usable_cpus()),
                                        os::now() + terms_.budget, signals_.get()};
  const auto goes_on = [&] {
    note_signals({});
    return !signal_;
  };
  explorer_->explore(
      extent, consumer, audience,
      [&](const choice::Trial& trial) {
        note_signals(trial.result);
        is_enough = !after_run(trial);
        return !is_enough && !signal_;
      },
      goes_on);
  is_exhaustive_ = explorer_->graph().is_complete();
  // What a run would have come to that had no more time is not known either.
  const bool is_late = os::now() >= extent.until;
  is_time_up_ = (explorer_->has_more() || is_late) && !signal_ && !is_enough;
}

std::vector<std::string> ScheduleTrials::reasons() const {
  std::vector<std::string> reasons = explorer_->graph().reasons();
  if (is_exhaustive_) return reasons;
  if (is_time_up_) reasons.emplace_back(choice::text_of(choice::Doubt::time_up));
  if (signal_) reasons.emplace_back(choice::text_of(choice::Doubt::signal));
  return reasons;
}

choice::Result ScheduleTrials::run_along(const std::vector<choice::StateGraph::Place>& way,
                                         record::Consumer& consumer, choice::Audience& audience) {
  choice::Result result = explorer_->run_along(way, consumer, audience);
  note_signals(result);
  return result;
}

void ScheduleTrials::note_signals(const choice::Result& result) {
  if (result.signal != 0) signal_ = result.signal;
  // A signal that came between two runs.
  while (const auto signal = signals_.next()) signal_ = *signal;
}

}  // namespace app
