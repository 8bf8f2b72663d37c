#pragma once

#include <memory>

#include "core/view/view.hpp"

namespace view {

/// The run as trace events, one JSON document for Perfetto, speedscope and
/// DevTools: each process is a process with one thread. Slices are its life
/// and, nested in that, its acts: waits and sleeps last until its next act,
/// other acts only as long as they are visible. Prints are instants. Flows,
/// drawn as arrows, go from a fork to the child's life, from put to get, from
/// send to recv, from an end to its reap, and from a signal to the end.
///
/// Times are in microseconds since the first run began; no two events have the
/// same time, because readers identify slices by their times. Events without a
/// time are 1,000 apart. Several runs follow one another, and no two processes
/// have the same PID.
///
/// It keeps only the living processes, and the values on their way.
std::unique_ptr<View> chrome(const Style& style);

}  // namespace view
