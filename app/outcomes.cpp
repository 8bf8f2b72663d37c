#include <fmt/core.h>
#include <signal.h>

#include <optional>

#include "app/again.hpp"
#include "app/commands.hpp"
#include "app/filters.hpp"
#include "app/onlooker.hpp"
#include "app/progress.hpp"
#include "core/os/process.hpp"
#include "core/os/signals.hpp"
#include "core/stage/explorer.hpp"
#include "core/trace/outcome_report.hpp"
#include "core/view/outcomes.hpp"

namespace app {
namespace {

/// How much shorter the sleeps of free runs are, unless --speed says it: two
/// hundred times twelve seconds is more than anybody waits for.
constexpr double kSpeed = 100;

/// A run that takes longer than this is stuck.
constexpr std::chrono::seconds kLongest{10};

/// Hands a run on, and remembers whether anybody slept in it.
class SleepWatch : public trace::Consumer {
 public:
  explicit SleepWatch(trace::Consumer& next) : next_(next) {}
  void begin(const trace::Run& run) override { next_.begin(run); }
  void event(const trace::Event& event) override {
    has_seen_any_ = has_seen_any_ || event.act.kind == probe::Kind::sleep;
    next_.event(event);
  }
  void end(const trace::End& end) override { next_.end(end); }

  bool has_seen_any() const { return has_seen_any_; }

 private:
  trace::Consumer& next_;
  bool has_seen_any_ = false;
};

/// Finds out what one demo can come to, and what it came to. The command drives
/// it, and prints its report.
class Inquiry {
 public:
  Inquiry(const LessonCommand& command, const lessons::Demo& demo, const Invocation& invocation)
      : command_(command),
        how_(*command.outcomes),
        script_(script_of(command, demo, invocation.argv, true)),
        filters_(stable(), sleep_watch_),
        progress_(fmt::format("{}/{}", command.lesson->name, demo.name)) {
    report_.lesson = script_.lesson;
    report_.demo = script_.demo;
    report_.command = same_demo(command, demo);
    report_.pruned = !how_.every_order;
    report_.honours_sleep = command.honours_sleep;
    report_.budget = how_.budget;
    report_.speed = command.speed == 1 ? kSpeed : command.speed;
  }

  void explore() {
    stage::Explorer explorer(
        script_, {!how_.every_order, command_.honours_sleep, command_.timeout.value_or(kLongest)});
    const os::Stamp end = os::now() + how_.budget;
    while (!signal_) {
      if (os::now() >= end) return;
      const auto result = explorer.next(filters_.first(), onlooker_);
      report_.exhaustive = !result && explorer.strays() == 0;
      if (!result) return;
      heed(*result);
      report_.cut = explorer.cuts();
      report_.strayed = explorer.strays();
      if (!signal_ && !explorer.was_cut())
        table_.add_schedule(collector_.outcome(), result->end.schedule, collector_.reason());
      progress_.show([&] {
        return fmt::format("{} schedules, {} outcomes", table_.schedules(), table_.size());
      });
    }
  }

  void run_freely() {
    stage::Conduct conduct;
    conduct.speed = report_.speed;
    conduct.timeout = command_.timeout.value_or(kLongest);
    while (!signal_ && table_.runs() < how_.runs) {
      heed(stage::run(script_, conduct, filters_.first(), onlooker_));
      if (!signal_) table_.add_run(collector_.outcome(), collector_.reason());
      progress_.show([&] { return fmt::format("free run {} of {}", table_.runs(), how_.runs); });
    }
  }

  trace::OutcomeReport report() {
    progress_.clear();
    report_.rows = table_.rows();
    report_.schedules = table_.schedules();
    report_.runs = table_.runs();
    // Where nobody sleeps, no sleep was made shorter.
    if (!sleep_watch_.has_seen_any()) report_.speed = 1;
    report_.interrupted = signal_.has_value();
    return report_;
  }

  std::optional<int> signal() const { return signal_; }

 private:
  static const ViewOptions& stable() {
    static const ViewOptions options = [] {
      ViewOptions names_only;
      names_only.stable_ids = true;
      return names_only;
    }();
    return options;
  }

  void heed(const stage::Result& result) {
    if (result.signal != 0) signal_ = result.signal;
    // One that came between two runs.
    while (const auto signal = signals_.next()) signal_ = *signal;
  }

  const LessonCommand& command_;
  const OutcomeOptions& how_;
  stage::Script script_;
  os::SignalFd signals_{SIGINT, SIGTERM, SIGHUP, SIGQUIT};
  trace::OutcomeCollector collector_;
  SleepWatch sleep_watch_{collector_};
  Filters filters_;
  Onlooker onlooker_;
  trace::OutcomeTable table_;
  trace::OutcomeReport report_;
  Progress progress_;
  std::optional<int> signal_;
};

}  // namespace

int tell_outcomes(const LessonCommand& command, const Invocation& invocation) {
  os::leave_small_pids();
  const bool as_data = command.view.format->name == "jsonl";
  Destination destination(command.view);
  for (const auto* demo : demos_of(command)) {
    Inquiry inquiry(command, *demo, invocation);
    inquiry.explore();
    inquiry.run_freely();
    const auto report = inquiry.report();
    destination.write(as_data ? view::outcomes_jsonl(report)
                              : view::outcomes_text(report, destination.style()));
    if (inquiry.signal()) {
      destination.commit();
      throw Interrupted{*inquiry.signal()};
    }
  }
  destination.commit();
  return kDone;
}

}  // namespace app
