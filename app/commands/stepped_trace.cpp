#include "app/commands/stepped_trace.hpp"

#include <fmt/core.h>

#include <optional>
#include <string>

#include "app/output/filters.hpp"
#include "app/session/trace_session.hpp"
#include "core/tracer/ptrace_observer.hpp"

namespace app {
namespace {

/// The run for the screen, and for a file, if there is one.
class OnScreen : public record::Consumer {
 public:
  OnScreen(const ViewOptions& view, const lessons::Catalogue& catalogue)
      : session_(view, catalogue) {
    if (!view.output.empty()) file_.emplace(view, catalogue);
  }

  void begin(const record::Run& run) override {
    session_.begin(run);
    if (file_) file_->begin(run);
  }
  void event(const record::Event& event) override {
    session_.event(event);
    if (file_) file_->event(event);
  }
  void end(const record::End& end) override {
    session_.end(end);
    if (file_) file_->end(end);
  }
  void commit() {
    session_.commit();
    if (file_) file_->commit();
  }

  TraceSession& session() { return session_; }

 private:
  TraceSession session_;
  std::optional<RunWriter> file_;
};

}  // namespace

int step_through(const TraceCommand& command, const Invocation& invocation,
                 const lessons::Catalogue& catalogue) {
  OnScreen run(command.view, catalogue);
  Filters filters(command.view, run);
  tracer::SignalRelay relay;
  const tracer::Request request{
      command.program,
      invocation.argv,
      relay,
      std::nullopt,
      [&](const tracer::Standstill& standstill) { run.session().report_standstill(standstill); },
      &run.session(),
      command.shows_threads};
  std::string why;
  const auto observer = tracer::PtraceObserver::start(request, why);
  if (!observer) {
    throw EnvironmentError(
        fmt::format("{}, and --step cannot hold a process without it. Leave it out.", why));
  }
  const tracer::Result result = observer->observe(filters.first());
  if (result.signal != 0) throw Interrupted{result.signal};
  run.commit();
  return result.quit ? static_cast<int>(kDone) : result.status.code();
}

}  // namespace app
