#include "app/survey/outcome_survey.hpp"

#include <utility>

#include "app/language/wording.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {

/// By which factor the sleeps of free runs are shortened, without --speed:
/// nobody waits two hundred times twelve seconds.
constexpr double kSpeed = 100;

/// A run that takes longer than this hangs.
constexpr std::chrono::seconds kLongest{10};

const ViewOptions& stable() {
  static const ViewOptions options = [] {
    ViewOptions names_only;
    names_only.stable_ids = true;
    return names_only;
  }();
  return options;
}

SurveyTerms terms_of(const SurveySubject& subject, const OutcomeOptions& how) {
  return {!how.every_order, subject.honours_sleep, subject.timeout.value_or(kLongest), how.budget};
}

}  // namespace

OutcomeOptions brief_outcomes() {
  OutcomeOptions brief;
  brief.runs = 50;
  brief.budget = std::chrono::seconds(3);
  return brief;
}

OutcomeSurvey::OutcomeSurvey(SurveySubject subject, const OutcomeOptions& how,
                             choice::Audience& audience, HowFar how_far)
    : subject_(std::move(subject)),
      how_(how),
      audience_(audience),
      how_far_(std::move(how_far)),
      trials_(subject_.run, terms_of(subject_, how)),
      filters_(stable(), collector_) {
  report_.lesson = subject_.lesson;
  report_.demo = subject_.demo;
  report_.command = subject_.command;
  report_.pruned = !how_.every_order;
  report_.honours_sleep = subject_.honours_sleep;
  report_.budget = how_.budget;
  report_.speed = subject_.speed == 1 ? kSpeed : subject_.speed;
}

void OutcomeSurvey::explore() {
  trials_.explore(filters_.first(), audience_, [this](const choice::Result& result) {
    if (!trials_.signal() && trials_.is_whole())
      table_.add_schedule(collector_.outcome(), result.end.schedule, collector_.reason());
    is_enough_ = !how_far_([&] {
      return view::filled(wording(subject_.language).schedules_and_outcomes, table_.schedules(),
                          table_.size());
    });
    // Then the budget did not end it.
    if (is_enough_) report_.budget = {};
    return !is_enough_;
  });
  report_.exhaustive = trials_.is_exhaustive();
  report_.cut = trials_.cuts();
  report_.strayed = trials_.strays();
}

void OutcomeSurvey::run_freely() {
  choice::RunOptions options;
  options.speed = report_.speed;
  options.timeout = subject_.timeout.value_or(kLongest);
  while (!trials_.signal() && !is_enough_ && table_.runs() < how_.runs) {
    trials_.note_signals(subject_.run(options, filters_.first(), audience_));
    if (!trials_.signal()) table_.add_run(collector_.outcome(), collector_.reason());
    is_enough_ = !how_far_([&] {
      return view::filled(wording(subject_.language).free_run_of, table_.runs(), how_.runs);
    });
  }
}

record::OutcomeReport OutcomeSurvey::report() {
  report_.rows = table_.rows();
  report_.schedules = table_.schedules();
  report_.runs = table_.runs();
  // Without sleeps nothing was shortened.
  if (!collector_.any_slept()) report_.speed = 1;
  report_.names_pids = filters_.has_named_pids();
  report_.interrupted = trials_.signal().has_value();
  return report_;
}

}  // namespace app
