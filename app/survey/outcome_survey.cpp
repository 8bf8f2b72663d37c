#include "app/survey/outcome_survey.hpp"

#include <algorithm>
#include <string_view>
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
/// After so many that hang no more are made: each takes all the time that it may.
constexpr int kMostHung = 3;
constexpr std::string_view kHung = "hung";

const ViewOptions& stable() {
  static const ViewOptions options = [] {
    ViewOptions names_only;
    names_only.stable_ids = true;
    return names_only;
  }();
  return options;
}

/// One run has no more time than all of them together.
std::chrono::nanoseconds longest_run(const SurveySubject& subject, const OutcomeOptions& how) {
  return std::min<std::chrono::nanoseconds>(subject.timeout.value_or(kLongest), how.budget);
}

}  // namespace

SurveyTerms terms_of(const SurveySubject& subject, const OutcomeOptions& how) {
  return {!how.every_order,  subject.honours_sleep,
          subject.is_traced, longest_run(subject, how),
          how.budget,        how.jobs};
}

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
      trials_(subject_.explorer ? subject_.explorer
                                : explorer_of(subject_.run, terms_of(subject_, how)),
              terms_of(subject_, how)),
      filters_(stable(), collector_) {
  report_.lesson = subject_.lesson;
  report_.demo = subject_.demo;
  report_.command = subject_.command;
  report_.program = subject_.program;
  report_.pruned = !how_.every_order;
  report_.honours_sleep = subject_.honours_sleep;
  report_.budget = how_.budget;
  report_.speed = subject_.speed == 1 ? kSpeed : subject_.speed;
}

void OutcomeSurvey::explore() {
  trials_.explore(filters_.first(), audience_, [this](const choice::Trial& trial) {
    if (!trials_.signal() && trial.is_whole)
      table_.add_schedule(trial.outcome, trial.result.end.schedule, trial.reason);
    is_enough_ = !how_far_([&] {
      return view::filled(wording(subject_.language).schedules_and_states,
                          trials_.runs() + trials_.cuts(), trials_.graph().states().size());
    });
    // Then the budget did not end it.
    if (is_enough_) report_.budget = {};
    return !is_enough_;
  });
  report_.exhaustive = trials_.is_exhaustive();
  report_.tried_all = trials_.has_tried_all();
  report_.cut = trials_.cuts();
  report_.strayed = trials_.strays();
}

void OutcomeSurvey::run_freely() {
  choice::RunOptions options;
  options.speed = report_.speed;
  options.timeout = longest_run(subject_, how_);
  int hung = 0;
  while (!trials_.signal() && !is_enough_ && table_.runs() < how_.runs && hung < kMostHung) {
    trials_.note_signals(subject_.run(options, filters_.first(), audience_));
    if (!trials_.signal()) table_.add_run(collector_.outcome(), collector_.reason());
    if (collector_.outcome().ending == kHung) ++hung;
    is_enough_ = !how_far_([&] {
      return view::filled(wording(subject_.language).free_run_of, table_.runs(), how_.runs);
    });
  }
}

/// Of all that is possible: what was seen, and more of it up to that many. Where something
/// speaks against what a state is, a way through the states may be none: then only what a
/// run has come to counts.
void OutcomeSurvey::list_possible(std::size_t most) {
  const choice::OutcomeMap map(trials_.graph());
  const bool is_trusted = trials_.graph().is_trusted();
  report_.states = trials_.graph().states().size();
  report_.edges = trials_.graph().edges();
  report_.reasons = trials_.reasons();
  // Who interrupts the search still sees what it found; another signal ends that, too.
  const auto signal = trials_.signal();
  const auto goes_on = [&] { return trials_.signal() == signal; };
  std::size_t listed = 0;
  for (const record::OutcomeRow& row : table_.rows()) {
    if (!is_trusted && row.schedules != 0) table_.add_possible(row.outcome, way_of(row));
    if (row.seen == 0 || table_.knows_way_to(row.outcome) || !map.has(row.outcome)) continue;
    // Of one that is not listed, only that it is possible is of interest.
    const auto find = [&] { return *map.way_to(row.outcome); };
    if (++listed <= most && goes_on()) {
      add_possible(row.outcome, find, is_trusted);
    } else if (is_trusted) {
      table_.add_possible(row.outcome, {});
    }
  }
  // Each takes a run then.
  const std::size_t enough = is_trusted ? most : signal ? 0 : std::min(most, kMostInText);
  map.list_ways([&](const record::Outcome& outcome, const auto& find) {
    if (listed >= enough || !goes_on()) return false;
    if (table_.knows_way_to(outcome)) return true;
    if (!is_trusted && outcome.ending == kHung) return true;
    add_possible(outcome, find, is_trusted);
    ++listed;
    return true;
  });
  // What exploring came to by the way is no better than the rest.
  table_.forget_unlisted();
  report_.outcomes = is_trusted ? map.count().to_string() : std::to_string(at_least());
}

record::OutcomeTable::Way OutcomeSurvey::way_of(const record::OutcomeRow& row) {
  return {row.schedule, row.reason, 0};
}

/// So many outcomes there are, whatever runs may come to that did not end.
std::size_t OutcomeSurvey::at_least() const {
  const auto rows = table_.rows();
  const auto ended = std::count_if(rows.begin(), rows.end(), [](const record::OutcomeRow& row) {
    return row.possible && row.outcome.ending != kHung;
  });
  return std::max<std::size_t>(1, static_cast<std::size_t>(ended));
}

std::optional<choice::Schedule> OutcomeSurvey::schedule_to(const record::Outcome& outcome) {
  const auto way = choice::OutcomeMap(trials_.graph()).way_to(outcome);
  if (!way || way->is_exact) return way ? std::optional(way->schedule) : std::nullopt;
  const choice::Result result = trials_.run_along(way->processes, filters_.first(), audience_);
  return result.schedule;
}

record::Outcome OutcomeSurvey::run_with(choice::Audience& reader, choice::Result& result) {
  choice::RunOptions options;
  options.mode = record::Mode::controlled;
  options.asks = true;
  options.honours_sleep = subject_.honours_sleep;
  options.timeout = longest_run(subject_, how_);
  result = subject_.run(options, filters_.first(), reader);
  trials_.note_signals(result);
  return collector_.outcome();
}

void OutcomeSurvey::add_possible(const record::Outcome& outcome,
                                 const choice::OutcomeMap::FindWay& find, bool is_trusted) {
  choice::OutcomeMap::Way way = find();
  if (way.is_exact && is_trusted)
    return table_.add_possible(outcome, {way.schedule.to_string(), way.reason, way.turning_point});
  if (trials_.signal()) return;
  const choice::Result result = trials_.run_along(way.processes, filters_.first(), audience_);
  if (trials_.signal()) return;
  const record::Outcome& came = collector_.outcome();
  const bool is_same = came == outcome;
  const std::string& reason = is_trusted ? way.reason : collector_.reason();
  table_.add_possible(is_trusted ? outcome : came,
                      {result.schedule.to_string(), reason, is_same ? way.turning_point : 0});
}

record::OutcomeReport OutcomeSurvey::report(std::size_t most) {
  list_possible(most);
  report_.rows = table_.rows();
  const auto is_wrong = [this](const record::OutcomeRow& row) {
    const bool is_known = row.outcome.ending != kHung && row.outcome.ending != "interrupted";
    return report_.exhaustive && !report_.honours_sleep && is_known && !row.possible;
  };
  report_.impossible =
      static_cast<std::size_t>(std::count_if(report_.rows.begin(), report_.rows.end(), is_wrong));
  report_.most = most + report_.impossible;
  std::size_t room = most;
  std::erase_if(report_.rows, [&](const record::OutcomeRow& row) {
    return !is_wrong(row) && (room == 0 || room-- == 0);
  });
  report_.schedules = table_.schedules();
  report_.runs = table_.runs();
  // Without sleeps nothing was shortened.
  if (!collector_.any_slept()) report_.speed = 1;
  report_.names_pids = filters_.has_named_pids();
  report_.interrupted = trials_.signal().has_value();
  return report_;
}

}  // namespace app
