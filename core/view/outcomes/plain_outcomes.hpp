#pragma once

#include <string>

#include "core/record/outcome_report.hpp"
#include "core/view/view.hpp"

namespace view {

/// The outcomes of a demo as sentences, for screen readers and for dumb
/// terminals: no columns, no colours, no wrapped lines.
std::string plain_outcomes(const record::OutcomeReport& report, const Style& style);

}  // namespace view
