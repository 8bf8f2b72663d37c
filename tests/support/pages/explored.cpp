#include "tests/support/pages/explored.hpp"

#include <memory>
#include <tuple>

#include "core/choice/outcome_map.hpp"
#include "core/stage/stage.hpp"
#include "core/view/model/stable_ids.hpp"

namespace support {

Explored explored(const std::function<void()>& body, choice::Explorer::Terms terms, int jobs) {
  terms.naming = [](record::Consumer& next) { return std::make_unique<view::StableIds>(next); };
  choice::Explorer explorer(stage::runner({"test", "demo", {"test"}, body}), terms);
  choice::Audience nobody;
  record::OutcomeCollector collector;
  explorer.explore(
      {.jobs = jobs, .alone = 1}, collector, nobody, [](const choice::Trial&) { return true; },
      [] { return true; });
  const choice::OutcomeMap map(explorer.graph());
  Explored found;
  found.count = map.count().to_string();
  found.reasons = explorer.graph().reasons();
  found.is_complete = explorer.graph().is_complete();
  found.runs = explorer.runs() + explorer.cuts();
  found.states = explorer.graph().states().size();
  found.nodes = map.nodes();
  map.list_ways([&](const record::Outcome& outcome, const auto& find) {
    choice::OutcomeMap::Way way = find();
    if (!way.is_exact) way.schedule = explorer.run_along(way.processes, collector, nobody).schedule;
    found.schedules.emplace(outcome, way.schedule.to_string());
    return true;
  });
  return found;
}

bool Explored::is_same(const Explored& other) const {
  return std::tie(schedules, count, reasons, is_complete, states, nodes) ==
         std::tie(other.schedules, other.count, other.reasons, other.is_complete, other.states,
                  other.nodes);
}

}  // namespace support
