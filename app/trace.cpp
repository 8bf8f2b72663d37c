#include <fmt/core.h>

#include <memory>
#include <string>

#include "app/commands.hpp"
#include "app/diary.hpp"
#include "app/filters.hpp"
#include "app/observation.hpp"
#include "app/passed_on.hpp"
#include "app/program_trouble.hpp"
#include "app/run_writer.hpp"
#include "app/stepped_trace.hpp"
#include "core/observe/launch.hpp"
#include "core/os/process.hpp"
#include "core/view/harmless.hpp"

namespace app {
namespace {

// As shells and env(1) end when there is nothing that they could run.
constexpr int kCannotExecute = 126;
constexpr int kNotFound = 127;

/// Where a traced run goes: into a view, and the program's own bytes on to where
/// they would have gone, unless the view shows them there.
class TracedRun : public trace::Consumer {
 public:
  TracedRun(const ViewOptions& view, const lessons::Catalogue& catalogue)
      : is_raw_(view.format->name == "raw"),
        shows_(view.output.empty() && !is_raw_),
        passed_on_(view.output.empty() || !is_raw_) {
    if (shows_ || !view.output.empty())
      writer_ = std::make_unique<RunWriter>(playing(view), catalogue);
  }

  void begin(const trace::Run& run) override {
    if (writer_) writer_->begin(run);
  }
  void event(const trace::Event& event) override {
    if (!shows_) passed_on_.event(event);
    const bool is_apart = is_raw_ && event.act.object == "stderr";
    if (writer_ && !is_apart) writer_->event(event);
  }
  void end(const trace::End& end) override {
    if (writer_) writer_->end(end);
  }

  void commit() {
    if (writer_) writer_->commit();
  }
  void close() {
    if (writer_) writer_->close();
  }

 private:
  bool is_raw_;
  bool shows_;  // the view is on the screen, and what the program writes is in it
  PassedOn passed_on_;
  std::unique_ptr<RunWriter> writer_;
};

}  // namespace

int trace_program(const TraceCommand& command, const Invocation& invocation,
                  const lessons::Catalogue& catalogue) try {
  if (command.runs) return tell_observed_outcomes(command, invocation);
  if (command.view.stable_ids) os::leave_small_pids();
  if (command.steps) return step_through(command, invocation, catalogue);
  TracedRun run(command.view, catalogue);
  Filters filters(command.view, run);
  observe::SignalRelay relay;
  const observe::Request request{command.program,
                                 invocation.argv,
                                 relay,
                                 command.timeout,
                                 [](const std::string& who_waits) {
                                   tell(fmt::format("mpdemo: nobody can go on: {}.\n", who_waits));
                                 },
                                 nullptr,
                                 command.shows_threads};
  bool by_ptrace = command.by_ptrace;
  const auto observer = start_observed(request, by_ptrace);
  const observe::Result result = observer->observe(filters.first());
  if (result.signal != 0) {
    run.close();
    throw Interrupted{result.signal};
  }
  run.commit();
  if (result.has_tracer) {
    tell(
        "mpdemo: the program traces processes of its own, and only one can trace a process at a "
        "time; of those only what they write is shown, and how they end.\n");
  }
  if (result.wanted_to_trace) tell_why_not_to_trace();
  if (result.gave_up.empty()) return result.status.code();
  const bool is_shown = command.view.is_for_eyes() && command.view.output.empty();
  if (!is_shown) tell(fmt::format("mpdemo: {}.\n", result.gave_up));
  return kFailed;
} catch (const observe::CannotExecute& error) {
  tell(fmt::format("mpdemo: {}\n", view::harmless(cannot_run(command.program, error.what()))));
  return error.is_there ? kCannotExecute : kNotFound;
}

}  // namespace app
