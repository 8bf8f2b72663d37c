#include "app/survey/schedule_trials.hpp"

#include <signal.h>

#include <utility>

#include "core/os/clock.hpp"

namespace app {

ScheduleTrials::ScheduleTrials(choice::Runner run, const SurveyTerms& terms)
    : terms_(terms),
      signals_({SIGINT, SIGTERM, SIGHUP, SIGQUIT}),
      explorer_(std::move(run), {terms.prunes, terms.honours_sleep, terms.timeout}) {}

void ScheduleTrials::explore(record::Consumer& consumer, choice::Audience& audience,
                             const AfterRun& after_run) {
  const os::Stamp end = os::now() + terms_.budget;
  bool is_enough = false;
  while (!signal_ && !is_enough && os::now() < end) {
    const auto result = explorer_.next(consumer, audience);
    is_exhaustive_ = !result && explorer_.strays() == 0;
    if (!result) return;
    note_signals(*result);
    is_enough = !after_run(*result);
  }
}

void ScheduleTrials::note_signals(const choice::Result& result) {
  if (result.signal != 0) signal_ = result.signal;
  // A signal that came between two runs.
  while (const auto signal = signals_.next()) signal_ = *signal;
}

}  // namespace app
