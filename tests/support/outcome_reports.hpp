#pragma once

#include "core/trace/outcome_report.hpp"

namespace support {

/// process/no-join: parent and child in either order, both seen.
trace::OutcomeReport two_orders();

/// A deadlock that is possible and was never seen; orders were left out.
trace::OutcomeReport deadlock();

/// Forty outcomes of ten schedules each, of which two were seen.
trace::OutcomeReport forty();

/// Of a program that ran sixty times, and of which nothing else is known.
trace::OutcomeReport only_seen();

}  // namespace support
