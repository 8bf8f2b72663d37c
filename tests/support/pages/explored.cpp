#include "tests/support/pages/explored.hpp"

#include <memory>

#include "core/choice/outcome_map.hpp"
#include "core/stage/stage.hpp"
#include "core/view/model/stable_ids.hpp"

namespace support {

Explored explored(const std::function<void()>& body, choice::Explorer::Terms terms) {
  terms.naming = [](record::Consumer& next) { return std::make_unique<view::StableIds>(next); };
  choice::Explorer explorer(stage::runner({"test", "demo", {"test"}, body}), terms);
  choice::Audience nobody;
  record::OutcomeCollector collector;
  while (explorer.next(collector, nobody)) {
  }
  const choice::OutcomeMap map(explorer.graph());
  Explored found;
  found.count = map.count().to_string();
  found.reasons = explorer.graph().reasons();
  found.is_complete = explorer.graph().is_complete();
  found.runs = explorer.runs() + explorer.cuts();
  found.states = explorer.graph().states().size();
  found.nodes = map.nodes();
  map.list([&](const record::Outcome& outcome) {
    auto way = map.way_to(outcome);
    if (way && !way->is_exact)
      way->schedule = explorer.run_along(way->processes, collector, nobody).schedule;
    found.schedules.emplace(outcome, way ? way->schedule.to_string() : "none");
    return true;
  });
  return found;
}

}  // namespace support
