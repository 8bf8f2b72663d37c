#include <fmt/core.h>

#include <chrono>
#include <optional>
#include <string>

#include "app/commands/commands.hpp"
#include "app/language/wording.hpp"
#include "app/output/destination.hpp"
#include "app/output/filters.hpp"
#include "app/output/log.hpp"
#include "app/output/progress.hpp"
#include "app/programs/named_ending.hpp"
#include "app/programs/observation.hpp"
#include "app/programs/writer_names.hpp"
#include "core/os/descriptors/repeatable_input.hpp"
#include "core/os/process/process.hpp"
#include "core/record/outcome.hpp"
#include "core/record/outcome_report.hpp"
#include "core/record/outcome_table.hpp"
#include "core/view/model/words.hpp"
#include "core/view/outcomes/outcomes.hpp"

namespace app {
namespace {

/// A run that takes longer than this hangs, unless --timeout says otherwise.
constexpr std::chrono::seconds kLongestRun{10};

ViewOptions names_only() {
  ViewOptions options;
  options.stable_ids = true;
  return options;
}

/// Runs a program again and again, and counts the outcomes. The command drives
/// it, run by run, and prints its report.
class Trials {
 public:
  Trials(const TraceCommand& command, const Invocation& invocation)
      : relay_(tracer::SignalRelay::First::us),
        request_(request_of(command, invocation, relay_)),
        by_ptrace_(command.by_ptrace),
        options_(names_only()),
        filters_(options_, collector_),
        writer_names_(filters_.first()) {
    request_.options.timeout = command.timeout.value_or(kLongestRun);
    // A process outside may end the wait until the time is up.
    request_.standstill = [](const tracer::Standstill& standstill) {
      return standstill.unless.empty();
    };
    report_.lesson = "trace";
    report_.demo = command.shown_name();
    report_.only_seen = true;
  }

  void run_once() {
    const tracer::Result result = observed();
    wanted_to_trace_ = wanted_to_trace_ || result.wanted_to_trace;
    if (result.signal != 0) signal_ = result.signal;
    // A signal that came when the program had ended, perhaps by the same key.
    if (const auto late = relay_.handle_pending(0)) signal_ = *late;
    if (signal_) return;
    record::Outcome outcome = collector_.outcome();
    if (outcome.is_ok()) outcome.ending = ending_of(result.status);
    table_.add_run(outcome, collector_.reason());
  }

  std::uint64_t runs() const { return table_.runs(); }
  std::size_t outcomes() const { return table_.size(); }
  bool wanted_to_trace() const { return wanted_to_trace_; }
  /// The one that told us to end.
  std::optional<int> signal() const { return signal_; }

  record::OutcomeReport report() {
    report_.rows = table_.rows();
    report_.runs = table_.runs();
    report_.interrupted = signal_.has_value();
    report_.names_pids = filters_.has_named_pids();
    return report_;
  }

 private:
  tracer::Result observed() {
    const auto observer = start_observed(request_, by_ptrace_);
    record::Consumer& named = by_ptrace_ ? filters_.first() : writer_names_;
    return observer->observe(named);
  }

  tracer::SignalRelay relay_;
  tracer::Request request_;
  bool by_ptrace_;
  bool wanted_to_trace_ = false;
  std::optional<int> signal_;
  ViewOptions options_;
  record::OutcomeCollector collector_;
  Filters filters_;
  WriterNames writer_names_;  // if the observer has no reliable ones
  record::OutcomeTable table_;
  record::OutcomeReport report_;
};

}  // namespace

int report_observed_outcomes(const TraceCommand& command, const Invocation& invocation) {
  os::leave_small_pids();
  const bool as_data = command.view.format->name == "jsonl";
  Destination destination(command.view);
  os::RepeatableInput input([] {
    report(
        "mpdemo: standard input is read to its end first, for all runs; < /dev/null if the "
        "program needs none.\n");
  });
  Trials trials(command, invocation);
  Progress progress("trace/" + trials.report().demo);
  while (trials.runs() < *command.runs && !trials.signal()) {
    progress.show([&] {
      return view::filled(wording(command.view.language).run_of, trials.runs() + 1, *command.runs,
                          trials.outcomes());
    });
    input.rewind();
    trials.run_once();
  }
  progress.clear();
  const auto report = trials.report();
  destination.write(as_data ? view::outcomes_jsonl(report)
                            : view::outcomes_text(report, destination.style()));
  destination.commit();
  if (trials.wanted_to_trace()) report_why_not_to_trace();
  if (trials.signal()) throw Interrupted{*trials.signal()};
  return kDone;
}

}  // namespace app
