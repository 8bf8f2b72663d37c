#include "app/commands/inquiry.hpp"

#include <fmt/core.h>
#include <signal.h>

#include <utility>

#include "app/commands/demo_run.hpp"
#include "core/os/clock.hpp"
#include "core/stage/explorer.hpp"

namespace app {
namespace {

/// How much shorter the sleeps of free runs are, unless --speed says it: two
/// hundred times twelve seconds is more than anybody waits for.
constexpr double kSpeed = 100;

/// A run that takes longer than this is stuck.
constexpr std::chrono::seconds kLongest{10};

const ViewOptions& stable() {
  static const ViewOptions options = [] {
    ViewOptions names_only;
    names_only.stable_ids = true;
    return names_only;
  }();
  return options;
}

}  // namespace

OutcomeOptions brief_outcomes() {
  OutcomeOptions brief;
  brief.runs = 50;
  brief.budget = std::chrono::seconds(3);
  return brief;
}

Inquiry::Inquiry(const LessonCommand& command, const OutcomeOptions& how, const lessons::Demo& demo,
                 const std::vector<std::string>& argv, stage::Audience& audience, HowFar how_far)
    : command_(command),
      how_(how),
      script_(script_of(command, demo, argv, true)),
      audience_(audience),
      how_far_(std::move(how_far)),
      signals_({SIGINT, SIGTERM, SIGHUP, SIGQUIT}),
      filters_(stable(), collector_) {
  report_.lesson = script_.lesson;
  report_.demo = script_.demo;
  report_.command = same_demo(command, demo);
  report_.pruned = !how_.every_order;
  report_.honours_sleep = command.honours_sleep;
  report_.budget = how_.budget;
  report_.speed = command.speed == 1 ? kSpeed : command.speed;
}

void Inquiry::explore() {
  stage::Explorer explorer(
      script_, {!how_.every_order, command_.honours_sleep, command_.timeout.value_or(kLongest)});
  const os::Stamp end = os::now() + how_.budget;
  while (!signal_ && !is_enough_) {
    if (os::now() >= end) return;
    const auto result = explorer.next(filters_.first(), audience_);
    report_.exhaustive = !result && explorer.strays() == 0;
    if (!result) return;
    on_event(*result);
    report_.cut = explorer.cuts();
    report_.strayed = explorer.strays();
    if (!signal_ && !explorer.was_cut())
      table_.add_schedule(collector_.outcome(), result->end.schedule, collector_.reason());
    is_enough_ = !how_far_([&] {
      return fmt::format("{} schedules, {} outcomes", table_.schedules(), table_.size());
    });
    // Then it was not the budget that ended it.
    if (is_enough_) report_.budget = {};
  }
}

void Inquiry::run_freely() {
  stage::RunOptions run_options;
  run_options.speed = report_.speed;
  run_options.timeout = command_.timeout.value_or(kLongest);
  while (!signal_ && !is_enough_ && table_.runs() < how_.runs) {
    on_event(stage::run(script_, run_options, filters_.first(), audience_));
    if (!signal_) table_.add_run(collector_.outcome(), collector_.reason());
    is_enough_ =
        !how_far_([&] { return fmt::format("free run {} of {}", table_.runs(), how_.runs); });
  }
}

record::OutcomeReport Inquiry::report() {
  report_.rows = table_.rows();
  report_.schedules = table_.schedules();
  report_.runs = table_.runs();
  // Where nobody sleeps, no sleep was made shorter.
  if (!collector_.any_slept()) report_.speed = 1;
  report_.names_pids = filters_.has_named_pids();
  report_.interrupted = signal_.has_value();
  return report_;
}

void Inquiry::on_event(const stage::Result& result) {
  if (result.signal != 0) signal_ = result.signal;
  // One that came between two runs.
  while (const auto signal = signals_.next()) signal_ = *signal;
}

}  // namespace app
