#include "tests/support/pages/explored.hpp"

#include <memory>
#include <tuple>
#include <utility>

#include "core/stage/stage.hpp"
#include "core/view/model/stable_ids.hpp"

namespace support {

namespace {

Explored explored_with(const std::function<void()>& body, choice::Explorer::Terms terms, int jobs,
                       bool lists) {
  terms.naming = [](record::Consumer& next) { return std::make_unique<view::StableIds>(next); };
  choice::Explorer explorer(stage::runner({"test", "demo", {"test"}, body}), terms);
  choice::Audience nobody;
  record::OutcomeCollector collector;
  explorer.explore(
      {.jobs = jobs, .alone = 1}, collector, nobody, [](const choice::Trial&) { return true; },
      [] { return true; });
  const choice::OutcomeMap map(explorer.graph());
  Explored found;
  found.map = map.automaton();
  found.count = map.count().to_string();
  found.reasons = explorer.graph().reasons();
  found.is_complete = explorer.graph().is_complete();
  found.runs = explorer.runs() + explorer.cuts();
  found.states = explorer.graph().states().size();
  found.nodes = map.nodes();
  if (!lists) return found;
  map.list_ways([&](const record::Outcome& outcome, const auto& find) {
    choice::OutcomeMap::Way way = find();
    if (!way.is_exact) way.schedule = explorer.run_along(way.processes, collector, nobody).schedule;
    found.schedules.emplace(outcome, way.schedule.to_string());
    return true;
  });
  return found;
}

}  // namespace

Explored explored(const std::function<void()>& body, choice::Explorer::Terms terms, int jobs) {
  return explored_with(body, std::move(terms), jobs, true);
}

Explored mapped(const std::function<void()>& body, choice::Explorer::Terms terms, int jobs) {
  return explored_with(body, std::move(terms), jobs, false);
}

bool Explored::is_same(const Explored& other) const {
  return std::tie(schedules, count, reasons, is_complete, states, nodes) ==
         std::tie(other.schedules, other.count, other.reasons, other.is_complete, other.states,
                  other.nodes);
}

}  // namespace support
