#pragma once

#include "core/record/outcome_report.hpp"

namespace support {

/// process/no-join: parent and child in either order, both seen.
record::OutcomeReport two_orders();

/// A deadlock that is possible and was never seen; orders were left out.
record::OutcomeReport deadlock();

/// Forty outcomes of ten schedules each, of which two were seen.
record::OutcomeReport forty();

/// A program that ran sixty times; nothing else is known.
record::OutcomeReport only_seen();

}  // namespace support
