#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "app/cli/options.hpp"
#include "core/tracer/observer.hpp"

namespace app {

/// What the command asks a tracer for.
tracer::Request request_of(const TraceCommand& command, const Invocation& invocation,
                           tracer::SignalRelay& relay);

/// Starts a program under an observer: ptrace, if requested. If ptrace is refused,
/// sets `by_ptrace` to false, reports that in a sentence, and observes only the
/// output. Throws tracer::CannotExecute.
std::unique_ptr<tracer::Observer> start_observed(const tracer::Request& request, bool& by_ptrace);

/// Starts a program under an observer that can hold its threads. `option`: why that is
/// necessary, for the error. Throws EnvironmentError if ptrace is refused, and
/// tracer::CannotExecute.
std::unique_ptr<tracer::Observer> start_controlled(const tracer::Request& request,
                                                   std::string_view option);

/// Reports why a program was not allowed to trace others, and what to do.
void report_why_not_to_trace();

}  // namespace app
