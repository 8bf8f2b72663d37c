#pragma once

#include <memory>

#include "core/tracer/observer.hpp"

namespace app {

/// Starts a program under an observer: ptrace, if requested. If ptrace is refused,
/// sets `by_ptrace` to false, reports that in a sentence, and observes only the
/// output. Throws tracer::CannotExecute.
std::unique_ptr<tracer::Observer> start_observed(const tracer::Request& request, bool& by_ptrace);

/// Reports why a program was not allowed to trace others, and what to do.
void report_why_not_to_trace();

}  // namespace app
