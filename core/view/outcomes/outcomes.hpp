#pragma once

#include <span>
#include <string>

#include "core/record/outcome_report.hpp"
#include "core/view/outcomes/map_picture.hpp"
#include "core/view/view.hpp"

namespace view {

/// The outcomes of a demo, with how often each was seen (or only the seen ones,
/// if possible ones were not searched), for people: a table if each outcome fits
/// on a line, else a paragraph for each; sentences, if the style is plain. As many
/// as the report says, and how to get the others.
std::string outcomes_text(const record::OutcomeReport& report, const Style& style);

/// The same as data, all of it: JSON Lines, a line "outcome" for each and a line
/// "end". A field without a value is absent.
std::string outcomes_jsonl(const record::OutcomeReport& report);

/// The same with the maps as one JSON document: an array of {"lesson", "demo", "outcomes",
/// "map", "end"}, of which "map" is an array of nodes, the first of them the beginning.
std::string outcomes_json(std::span<const MappedOutcomes> demos, const Style& style);

}  // namespace view
