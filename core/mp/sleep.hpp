#pragma once

#include "core/mp/limit.hpp"
#include "core/probe/act.hpp"

namespace mp {

/// Blocks this process for `duration`, or for less if the reader asked for a
/// faster run (--speed). A negative duration is zero.
void sleep_for(Limit duration, probe::Place place = probe::Place::here());

}  // namespace mp
