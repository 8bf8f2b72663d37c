#include "core/view/outcomes/outcome_formats.hpp"

#include <algorithm>
#include <array>

#include "core/view/outcomes/map_dot.hpp"
#include "core/view/outcomes/map_html.hpp"
#include "core/view/outcomes/map_svg.hpp"
#include "core/view/outcomes/outcomes.hpp"

namespace view {
namespace {

using Demos = std::span<const MappedOutcomes>;

std::string all_as_text(Demos demos, const Style& style) {
  std::string text;
  for (const auto& demo : demos) text += outcomes_text(demo.report, style);
  return text;
}

std::string all_as_jsonl(Demos demos, const Style&) {
  std::string text;
  for (const auto& demo : demos) text += outcomes_jsonl(demo.report);
  return text;
}

constexpr auto kFormats = std::to_array<OutcomeFormat>({
    {"text", "each outcome, and how often it was seen", false, false, false, all_as_text},
    {"jsonl", "a line for each outcome, for scripts", true, false, false, all_as_jsonl},
    {"json", "with --outcomes: all of them and their map, as one document", true, true, true,
     outcomes_json},
    {"svg", "the map of all outcomes as a picture", false, true, true, map_svg},
    {"html", "a page with the map and the outcomes", false, true, true, map_html},
    {"dot", "with --outcomes: their map as a graph, for Graphviz", false, true, false, map_dot},
});

}  // namespace

std::span<const OutcomeFormat> outcome_formats() {
  return kFormats;
}

const OutcomeFormat* outcome_format_named(std::string_view name) {
  const auto found = std::find_if(kFormats.begin(), kFormats.end(),
                                  [&](const OutcomeFormat& format) { return format.name == name; });
  return found == kFormats.end() ? nullptr : &*found;
}

}  // namespace view
