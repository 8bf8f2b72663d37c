#pragma once

#include <string_view>
#include <vector>

#include "core/record/outcome_report.hpp"

namespace record {

/// Reads what --outcomes --format jsonl and --runs --format jsonl write: a report for each
/// demo, with what a view needs to compare it. Throws RecordError.
std::vector<OutcomeReport> read_outcomes(std::string_view jsonl);

/// Whether the first line is one of such a report, and not of a recorded run.
bool is_outcome_report(std::string_view bytes);

}  // namespace record
