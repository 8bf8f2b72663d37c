#include <fmt/core.h>
#include <unistd.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/commands/commands.hpp"
#include "app/commands/stepped_trace.hpp"
#include "app/output/filters.hpp"
#include "app/output/log.hpp"
#include "app/output/output_passthrough.hpp"
#include "app/output/run_writer.hpp"
#include "app/programs/observation.hpp"
#include "app/programs/program_trouble.hpp"
#include "app/survey/passive_audience.hpp"
#include "core/os/descriptors/fd.hpp"
#include "core/os/process/process.hpp"
#include "core/tracer/launch.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/model/told_again.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {

// The exit statuses of shells and env(1) for a program that cannot be run.
constexpr int kCannotExecute = 126;
constexpr int kNotFound = 127;

/// The consumer of a traced run: writes it in a view, and passes the program's own
/// output to its destination unless the view shows it there. The observer drives
/// it.
class TracedRun : public record::Consumer {
 public:
  TracedRun(const ViewOptions& view, const lessons::Catalogue& catalogue)
      : is_raw_(view.format->name == "raw"),
        shows_(view.output.empty() && !is_raw_),
        passthrough_(view.output.empty() || !is_raw_) {
    if (shows_ || !view.output.empty())
      writer_ = std::make_unique<RunWriter>(playing(view), catalogue);
  }

  /// Whether the view shows what the program writes to that stream, in its
  /// place.
  bool shows_output() const { return shows_ || (is_raw_ && writer_); }
  bool shows_error() const { return shows_; }

  /// Called when the observer has been made.
  void observed_by(tracer::Observer& observer) { observer_ = &observer; }

  void begin(const record::Run& run) override {
    write([&] { writer_->begin(run); });
  }
  void event(const record::Event& event) override {
    // The view's reader is gone, but standard error may still have one.
    if (has_lost_reader_ && shows_) pass_on_error(event);
    if (!shows_ && !observer_->passes_on()) passthrough_.event(event);
    const bool is_apart = is_raw_ && event.act.stream == probe::Stream::error;
    if (!is_apart) write([&] { writer_->event(event); });
  }
  void end(const record::End& end) override {
    write([&] { writer_->end(end); });
  }

  /// The run is over. Throws EnvironmentError when it could not be written.
  void commit() {
    write([&] { writer_->commit(); });
    if (failure_) throw EnvironmentError(*failure_);
  }

 private:
  /// A view that cannot be written is no reason to end the program, whose own
  /// next write will fail.
  template <typename Write>
  void write(Write part) {
    if (!writer_ || has_lost_reader_) return;
    try {
      return part();
    } catch (const NobodyReads&) {
    } catch (const EnvironmentError& error) {
      failure_ = error;
    }
    has_lost_reader_ = true;
    if (shows_) observer_->lose_reader();
  }

  void pass_on_error(const record::Event& event) {
    if (event.act.stream == probe::Stream::error) passthrough_.event(event);
  }

  bool is_raw_;
  bool shows_;  // the view is on the screen and contains the program's output
  OutputPassthrough passthrough_;
  std::unique_ptr<RunWriter> writer_;
  tracer::Observer* observer_ = nullptr;
  bool has_lost_reader_ = false;
  std::optional<EnvironmentError> failure_;
};

/// Why a run does not go on, or has ended: to who watches, beside what is shown.
void report_why(const std::string& reason, Language language) {
  report(fmt::format("mpdemo: {}{}\n", view::told_again(language, reason),
                     view::words(language).stop));
}

/// The option that controls the run.
std::string_view option_of(const TraceCommand& command) {
  return command.schedule ? "--schedule" : "--seed";
}

}  // namespace

int trace_program(const TraceCommand& command, const Invocation& invocation,
                  const lessons::Catalogue& catalogue, TriedFile* tried) try {
  if (command.outcomes) return report_outcomes(command, invocation);
  if (command.runs) return report_observed_outcomes(command, invocation);
  if (command.view.stable_ids) os::leave_small_pids();
  if (command.steps) return step_through(command, invocation, catalogue, tried);
  TracedRun run(command.view, catalogue);
  Filters filters(command.view, run);
  tracer::SignalRelay relay;
  tracer::Request request = request_of(command, invocation, relay);
  PassiveAudience audience;
  std::optional<choice::AnyOrder> any_order;
  std::optional<tracer::Sandbox> sandbox;
  if (command.is_controlled()) {
    tracer::Sandbox::Terms terms;
    terms.keeps_files = command.keeps_files;
    terms.runs_once = true;
    request.sandbox = &sandbox.emplace(terms);
    request.audience = &audience;
    request.options.mode = record::Mode::controlled;
    request.options.schedule = command.schedule.value_or(choice::Schedule());
    if (command.seed) request.options.scheduler = &any_order.emplace(*command.seed);
  }
  request.options.timeout = command.timeout;
  request.standstill = [&](const tracer::Standstill& standstill) {
    report_why(standstill.sentence(), command.view.language);
    return false;
  };
  request.shows_output = run.shows_output();
  request.shows_error = run.shows_error();
  bool by_ptrace = command.by_ptrace;
  const auto observer = command.is_controlled() ? start_controlled(request, option_of(command))
                                                : start_observed(request, by_ptrace);
  run.observed_by(*observer);
  // The program has them now: we must not keep a pipe open.
  os::close_inherited();
  os::abandon(STDIN_FILENO);
  if (observer->passes_on() && !run.shows_output()) os::abandon(STDOUT_FILENO);
  const tracer::Result result = observer->observe(filters.first());
  run.commit();
  if (result.signal != 0 && !result.ended_itself) throw Interrupted{result.signal};
  if (result.has_tracer) {
    report(
        "mpdemo: the program traces processes of its own, and a process can have only one "
        "tracer; of those, only the output and the end are shown.\n");
  }
  if (result.refused_filter) {
    report(
        "mpdemo: a tracer wanted to choose its calls by a filter (seccomp), and was told that it "
        "cannot: it would have missed those that mpdemo looks at. Run it without mpdemo, or "
        "without "
        "its filter (strace without --seccomp-bpf).\n");
  }
  if (result.wanted_to_trace) report_why_not_to_trace();
  const bool is_shown = command.view.is_for_eyes() && command.view.output.empty();
  if (const std::string unseen = unseen_words(result, command.view.language); !unseen.empty()) {
    is_shown ? write_to_stdout(unseen) : report(unseen);
  }
  if (const auto again = same_run(command, result)) {
    is_shown ? write_to_stdout(*again + "\n") : report(*again + "\n");
  }
  if (const auto what = not_controlled(command, result.end)) {
    is_shown ? write_to_stdout(*what + "\n") : report(*what + "\n");
  }
  if (result.end.status == "ok") return result.status.code();
  if (!is_shown) report_why(result.end.reason, command.view.language);
  return kFailed;
} catch (const tracer::CannotExecute& error) {
  report(fmt::format("mpdemo: {}\n", view::harmless(cannot_run(command.program, error.what()))));
  return error.is_there ? kCannotExecute : kNotFound;
}

}  // namespace app
