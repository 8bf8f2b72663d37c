#include "app/programs/observation.hpp"

#include <fmt/core.h>

#include <string>

#include "app/cli/errors.hpp"
#include "app/output/log.hpp"
#include "core/tracer/output/output_observer.hpp"
#include "core/tracer/ptrace_observer.hpp"

namespace app {

tracer::Request request_of(const TraceCommand& command, const Invocation& invocation,
                           tracer::SignalRelay& relay) {
  tracer::Request request{command.program, invocation.argv, relay};
  if (!command.tried.empty()) request.name = tracer::RunName{"trace", command.shown_name()};
  request.executable = command.file;
  request.shows_threads = command.shows_threads;
  request.has_words = command.has_words;
  return request;
}

std::unique_ptr<tracer::Observer> start_observed(const tracer::Request& request, bool& by_ptrace) {
  if (by_ptrace) {
    std::string why;
    if (auto observer = tracer::PtraceObserver::start(request, why)) return observer;
    report(
        fmt::format("mpdemo: {}, so mpdemo shows only what the processes write, and when.\n", why));
    by_ptrace = false;
  }
  return std::make_unique<tracer::OutputObserver>(request);
}

std::unique_ptr<tracer::Observer> start_controlled(const tracer::Request& request,
                                                   std::string_view option) {
  std::string why;
  if (auto observer = tracer::PtraceObserver::start(request, why)) return observer;
  throw EnvironmentError(
      fmt::format("{}, and {} cannot hold a process without it. Leave it out.", why, option));
}

void report_why_not_to_trace() {
  report(
      "mpdemo: the program wanted to trace a process, and only one can trace it at a time; "
      "--observe output leaves that to the program.\n");
}

}  // namespace app
