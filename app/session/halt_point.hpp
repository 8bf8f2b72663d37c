#pragma once

#include "core/stage/point.hpp"
#include "core/tracer/audience.hpp"

namespace app {

/// A halt of a traced program as a scheduling point of a lesson, so that both are
/// shown, and chosen from, in the same words. A role is a thread: its PID is the
/// thread's ID. Proposed is the first who is held.
stage::Point point_of(const tracer::Halt& halt);

}  // namespace app
