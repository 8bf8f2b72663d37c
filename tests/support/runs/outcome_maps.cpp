#include "tests/support/runs/outcome_maps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace support {
namespace {

using record::Outcome;

/// Numbers what can follow, the beginning last.
class MapBuilder {
 public:
  std::size_t node_of(const std::set<Outcome>& rest) {
    if (const auto known = known_.find(rest); known != known_.end()) return known->second;
    choice::OutcomeAutomaton::Node node;
    std::map<Outcome::Line, std::set<Outcome>> next;
    for (const Outcome& outcome : rest) {
      node.ends_well = node.ends_well || outcome.is_ok();
      if (outcome.lines.empty()) {
        node.endings.push_back(outcome.ending);
      } else {
        next[outcome.lines.front()].insert(
            {{outcome.lines.begin() + 1, outcome.lines.end()}, outcome.ending});
      }
    }
    node.outcomes = choice::Count(rest.size());
    for (const auto& [line, more] : next) node.next.push_back({line, node_of(more)});
    nodes_.push_back(std::move(node));
    return known_[rest] = nodes_.size() - 1;
  }

  choice::OutcomeAutomaton take() {
    std::reverse(nodes_.begin(), nodes_.end());
    for (auto& node : nodes_)
      for (auto& arc : node.next) arc.to = nodes_.size() - 1 - arc.to;
    return {std::move(nodes_)};
  }

 private:
  std::map<std::set<Outcome>, std::size_t> known_;
  std::vector<choice::OutcomeAutomaton::Node> nodes_;
};

view::MappedOutcomes mapped(const std::string& demo, const std::set<Outcome>& outcomes) {
  view::MappedOutcomes mapped;
  mapped.report.lesson = "test";
  mapped.report.demo = demo;
  mapped.report.command = "mpdemo test --demo " + demo;
  mapped.report.exhaustive = true;
  mapped.report.outcomes = std::to_string(outcomes.size());
  for (const Outcome& outcome : outcomes) {
    auto& row = mapped.report.rows.emplace_back();
    row.outcome = outcome;
    row.possible = true;
    row.schedule = "1";
  }
  mapped.map = map_of(outcomes);
  return mapped;
}

}  // namespace

choice::OutcomeAutomaton map_of(const std::set<Outcome>& outcomes) {
  MapBuilder builder;
  builder.node_of(outcomes);
  return builder.take();
}

view::MappedOutcomes printing_in_any_order(int processes, int lines) {
  std::vector<int> order;
  for (int process = 0; process < processes; ++process)
    order.insert(order.end(), static_cast<std::size_t>(lines), process);
  std::set<Outcome> outcomes;
  do {
    Outcome outcome;
    std::map<int, int> printed;
    for (const int process : order) {
      const std::string name = process == 0 ? "parent" : fmt::format("child-{}", process);
      outcome.lines.push_back({name, fmt::format("line {}", ++printed[process])});
    }
    outcomes.insert(outcome);
  } while (std::next_permutation(order.begin(), order.end()));
  return mapped("any-order", outcomes);
}

view::MappedOutcomes crossed_locks() {
  const Outcome::Line pencil{"ann", "has the pencil"};
  const Outcome::Line line{"ann", "draws a line"};
  const Outcome::Line ruler{"ben", "has the ruler"};
  const Outcome::Line other{"ben", "draws a line"};
  const Outcome::Line both{"parent", "both have drawn"};
  return mapped("crossed", {{{pencil, line, ruler, other, both}, "ok"},
                            {{ruler, other, pencil, line, both}, "ok"},
                            {{pencil, ruler}, "deadlock"},
                            {{ruler, pencil}, "deadlock"}});
}

}  // namespace support
