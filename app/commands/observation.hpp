#pragma once

#include <memory>

#include "core/tracer/observer.hpp"

namespace app {

/// Starts a program under what is to look at it: ptrace, if that is asked for.
/// Where it is refused `by_ptrace` becomes false, a sentence says so, and what the
/// processes write is observed. Throws tracer::CannotExecute.
std::unique_ptr<tracer::Observer> start_observed(const tracer::Request& request, bool& by_ptrace);

/// Says why a program that traces others was refused that, and what to do.
void report_why_not_to_trace();

}  // namespace app
