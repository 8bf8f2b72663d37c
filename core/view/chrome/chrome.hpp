#pragma once

#include <memory>

#include "core/view/view.hpp"

namespace view {

/// The run as trace events, one JSON document for Perfetto, speedscope and
/// DevTools: each process is a process with one thread. Slices are its life
/// and, nested in that, what it does: waits and sleeps last until its next act,
/// all else until then, too, but no longer than can be seen. What is printed
/// are instants. Flows, which are arrows, go from a fork to the child's life,
/// from put to get, from send to recv, from an end to its reap, and from a
/// signal to the end.
///
/// Times are in microseconds since the first run began; no two events have the
/// same, because it is by their times that readers tell slices apart. Events
/// without a time are 1,000 apart. Several runs lie one behind the other, and no
/// two processes have the same PID.
///
/// It remembers the processes that live, and what is on its way.
std::unique_ptr<View> chrome(const Style& style);

}  // namespace view
