#include "core/choice/outcome_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <queue>
#include <unordered_map>
#include <utility>

namespace choice {
namespace {

/// Stands for a spot from which no run is known to end.
constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max();

/// What a part of a Count is less than.
constexpr std::uint32_t kPart = 1'000'000'000;

bool is_good(const std::string& ending) {
  return ending == "ok";
}

}  // namespace

// ---- counting

Count::Count(std::uint64_t number) {
  for (; number != 0; number /= kPart) parts_.push_back(static_cast<std::uint32_t>(number % kPart));
}

Count& Count::operator+=(const Count& other) {
  parts_.resize(std::max(parts_.size(), other.parts_.size()));
  std::uint32_t carry = 0;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const std::uint32_t sum = parts_[i] + (i < other.parts_.size() ? other.parts_[i] : 0) + carry;
    carry = sum / kPart;
    parts_[i] = sum % kPart;
  }
  if (carry != 0) parts_.push_back(carry);
  return *this;
}

bool Count::operator<(const Count& other) const {
  if (parts_.size() != other.parts_.size()) return parts_.size() < other.parts_.size();
  return std::lexicographical_compare(parts_.rbegin(), parts_.rend(), other.parts_.rbegin(),
                                      other.parts_.rend());
}

std::string Count::to_string() const {
  if (parts_.empty()) return "0";
  std::string digits = fmt::to_string(parts_.back());
  for (auto part = parts_.rbegin() + 1; part != parts_.rend(); ++part)
    digits += fmt::format("{:09}", *part);
  return digits;
}

// ---- the automaton of the graph

OutcomeMap::OutcomeMap(const StateGraph& graph) : graph_(graph) {
  order_lines();
  make_spots();
  merge_spots();
  met_in_.resize(spots_.size());
  start_ = determine({first_spot_});
  mark_states();
}

/// The order in which lines were met is that of the runs, which may be any.
void OutcomeMap::order_lines() {
  std::vector<std::pair<const record::Outcome::Line*, StateGraph::LineId>> all;
  for (StateGraph::LineId id = 0; id < graph_.line_count(); ++id)
    all.emplace_back(&graph_.line(id), id);
  std::sort(all.begin(), all.end(),
            [](const auto& a, const auto& b) { return *a.first < *b.first; });
  id_in_order_.resize(all.size());
  for (const auto& [line, id] : all) {
    id_in_order_[id] = static_cast<LineId>(lines_.size());
    lines_.push_back(line);
  }
}

void OutcomeMap::make_spots() {
  const auto& states = graph_.states();
  spots_.resize(states.size());
  for (SpotId state = 0; state < states.size(); ++state) {
    for (const StateGraph::Edge& edge : states[state].edges) add_chain(state, edge.lines, edge.to);
    if (!states[state].end) continue;
    const SpotId last = add_chain(state, states[state].end->lines, std::nullopt);
    spots_[last].endings.push_back(states[state].end->ending);
  }
  if (states.empty()) spots_.emplace_back();
  if (graph_.beginning().empty()) return;
  first_spot_ = static_cast<SpotId>(spots_.size());
  spots_.emplace_back();
  add_chain(first_spot_, graph_.beginning(), 0);
}

OutcomeMap::SpotId OutcomeMap::add_chain(SpotId from, const std::vector<StateGraph::LineId>& lines,
                                         std::optional<SpotId> to) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool is_last = i + 1 == lines.size();
    const SpotId next = is_last && to ? *to : static_cast<SpotId>(spots_.size());
    if (next == spots_.size()) spots_.emplace_back();
    spots_[from].arcs.push_back({id_in_order_[lines[i]], next});
    from = next;
  }
  if (lines.empty() && to) spots_[from].arcs.push_back({std::nullopt, *to});
  return from;
}

/// Every spot after all those that its arcs lead to.
std::vector<OutcomeMap::SpotId> OutcomeMap::from_last_to_first() const {
  std::vector<std::uint32_t> ways_in(spots_.size());
  for (const Spot& spot : spots_) {
    for (const Arc& arc : spot.arcs) ++ways_in[arc.to];
  }
  std::vector<SpotId> order;
  for (SpotId spot = 0; spot < spots_.size(); ++spot) {
    if (ways_in[spot] == 0) order.push_back(spot);
  }
  for (std::size_t at = 0; at < order.size(); ++at) {
    for (const Arc& arc : spots_[order[at]].arcs) {
      if (--ways_in[arc.to] == 0) order.push_back(arc.to);
    }
  }
  std::reverse(order.begin(), order.end());
  return order;
}

/// Spots from which just the same can come are one, so that fewer have to be gone through.
void OutcomeMap::merge_spots() {
  std::map<std::pair<std::vector<std::string>, std::vector<Arc>>, SpotId> known;
  same_as_.assign(spots_.size(), kNowhere);
  for (const SpotId id : from_last_to_first()) {
    Spot& spot = spots_[id];
    for (Arc& arc : spot.arcs) arc.to = same_as_[arc.to];
    std::erase_if(spot.arcs, [](const Arc& arc) { return arc.to == kNowhere; });
    std::sort(spot.arcs.begin(), spot.arcs.end());
    spot.arcs.erase(std::unique(spot.arcs.begin(), spot.arcs.end()), spot.arcs.end());
    if (spot.endings.empty() && spot.arcs.empty()) continue;
    if (spot.endings.empty() && spot.arcs.size() == 1 && !spot.arcs.front().line) {
      same_as_[id] = spot.arcs.front().to;
    } else {
      same_as_[id] = known.try_emplace({spot.endings, spot.arcs}, id).first->second;
    }
  }
}

// ---- the smallest automaton

/// All spots that can be reached unseen, as far as they print something or end.
std::vector<OutcomeMap::SpotId> OutcomeMap::closure(const std::vector<SpotId>& spots) {
  ++closures_;
  std::vector<SpotId> met;
  const auto meet = [&](SpotId spot) {
    if (spot == kNowhere || std::exchange(met_in_[spot], closures_) == closures_) return;
    met.push_back(spot);
  };
  for (const SpotId spot : spots) meet(same_as_[spot]);
  for (std::size_t at = 0; at < met.size(); ++at) {
    for (const Arc& arc : spots_[met[at]].arcs) {
      if (!arc.line) meet(arc.to);
    }
  }
  std::erase_if(met, [&](SpotId spot) {
    return spots_[spot].endings.empty() &&
           std::none_of(spots_[spot].arcs.begin(), spots_[spot].arcs.end(),
                        [](const Arc& arc) { return arc.line.has_value(); });
  });
  std::sort(met.begin(), met.end());
  return met;
}

OutcomeMap::NodeId OutcomeMap::determine(const std::vector<SpotId>& spots) {
  std::vector<SpotId> all = closure(spots);
  if (const auto known = determined_.find(all); known != determined_.end()) return known->second;
  std::map<LineId, std::vector<SpotId>> next;
  Node node;
  for (const SpotId spot : all) {
    node.endings.insert(node.endings.end(), spots_[spot].endings.begin(),
                        spots_[spot].endings.end());
    for (const Arc& arc : spots_[spot].arcs) {
      if (arc.line) next[*arc.line].push_back(arc.to);
    }
  }
  std::sort(node.endings.begin(), node.endings.end());
  node.endings.erase(std::unique(node.endings.begin(), node.endings.end()), node.endings.end());
  for (const auto& [line, to] : next) node.next[line] = determine(to);
  const NodeId id = intern(std::move(node));
  determined_.emplace(std::move(all), id);
  return id;
}

OutcomeMap::NodeId OutcomeMap::intern(Node node) {
  const auto [known, is_new] = interned_.try_emplace(node, static_cast<NodeId>(nodes_.size()));
  if (!is_new) return known->second;
  node.count = Count(node.endings.size());
  for (const std::string& ending : node.endings)
    (is_good(ending) ? node.has_good_end : node.has_bad_end) = true;
  std::set<std::string> endings(node.endings.begin(), node.endings.end());
  for (const auto& [line, to] : node.next) endings.insert(nodes_[to].only_ending);
  if (endings.size() == 1) node.only_ending = *endings.begin();
  for (const auto& [line, to] : node.next) {
    node.count += nodes_[to].count;
    node.has_bad_end = node.has_bad_end || nodes_[to].has_bad_end;
    node.has_good_end = node.has_good_end || nodes_[to].has_good_end;
  }
  nodes_.push_back(std::move(node));
  return known->second;
}

// ---- asked

std::optional<std::vector<OutcomeMap::LineId>> OutcomeMap::ids_of(
    const record::Outcome& outcome) const {
  std::vector<LineId> ids;
  for (const auto& line : outcome.lines) {
    const auto found =
        std::lower_bound(lines_.begin(), lines_.end(), line,
                         [](const auto* one, const auto& other) { return *one < other; });
    if (found == lines_.end() || !(**found == line)) return std::nullopt;
    ids.push_back(static_cast<LineId>(found - lines_.begin()));
  }
  return ids;
}

bool OutcomeMap::has(const record::Outcome& outcome) const {
  const auto ids = ids_of(outcome);
  if (!ids) return false;
  NodeId at = start_;
  for (const LineId id : *ids) {
    const auto next = nodes_[at].next.find(id);
    if (next == nodes_[at].next.end()) return false;
    at = next->second;
  }
  const auto& endings = nodes_[at].endings;
  return std::find(endings.begin(), endings.end(), outcome.ending) != endings.end();
}

void OutcomeMap::list(const std::function<bool(const record::Outcome& outcome)>& take) const {
  record::Outcome outcome;
  if (walk(start_, true, outcome, take)) walk(start_, false, outcome, take);
}

bool OutcomeMap::walk(NodeId at, bool bad, record::Outcome& outcome,
                      const std::function<bool(const record::Outcome&)>& take) const {
  const Node& node = nodes_[at];
  if (!(bad ? node.has_bad_end : node.has_good_end)) return true;
  for (const std::string& ending : node.endings) {
    if (is_good(ending) == bad) continue;
    outcome.ending = ending;
    if (!take(outcome)) return false;
  }
  for (const auto& [line, to] : node.next) {
    outcome.lines.push_back(*lines_[line]);
    const bool goes_on = walk(to, bad, outcome, take);
    outcome.lines.pop_back();
    if (!goes_on) return false;
  }
  return true;
}

OutcomeAutomaton OutcomeMap::automaton() const {
  // A node is made after all that it leads to.
  std::map<NodeId, std::size_t, std::greater<>> numbers{{start_, 0}};
  for (auto at = numbers.begin(); at != numbers.end(); ++at) {
    for (const auto& [line, to] : nodes_[at->first].next) numbers.try_emplace(to, 0);
  }
  std::size_t number = 0;
  for (auto& [node, its_number] : numbers) its_number = number++;
  OutcomeAutomaton all;
  for (const auto& [id, its_number] : numbers) {
    const Node& node = nodes_[id];
    auto& copy = all.nodes.emplace_back();
    for (const auto& [line, to] : node.next) copy.next.push_back({*lines_[line], numbers.at(to)});
    copy.endings = node.endings;
    copy.outcomes = node.count;
    copy.ends_well = node.has_good_end;
  }
  return all;
}

// ---- ways

/// A run that is not finished may end well, and where the states are in doubt any may.
void OutcomeMap::mark_states() {
  const auto& states = graph_.states();
  std::vector<StateId> good;
  std::vector<StateId> open;
  for (StateId state = 0; state < states.size(); ++state) {
    if (graph_.is_open(state)) open.push_back(state);
    if (states[state].end && is_good(states[state].end->ending)) good.push_back(state);
  }
  good.insert(good.end(), open.begin(), open.end());
  const bool is_sure = graph_.is_trusted();
  can_end_well_ = is_sure ? leading_to(std::move(good)) : std::vector<bool>(states.size(), true);
  may_hold_more_ = is_sure ? leading_to(std::move(open)) : std::vector<bool>(states.size(), true);
}

std::vector<bool> OutcomeMap::leading_to(std::vector<StateId> goals) const {
  const auto& states = graph_.states();
  std::vector<std::vector<StateId>> before(states.size());
  for (StateId state = 0; state < states.size(); ++state) {
    for (const auto& edge : states[state].edges) before[edge.to].push_back(state);
  }
  std::vector<bool> leads(states.size(), false);
  for (const StateId state : goals) leads[state] = true;
  for (std::size_t at = 0; at < goals.size(); ++at) {
    for (const StateId state : before[goals[at]]) {
      if (leads[state]) continue;
      leads[state] = true;
      goals.push_back(state);
    }
  }
  return leads;
}

OutcomeMap::Left OutcomeMap::left_in(StateId state) {
  met_in_.resize(spots_.size());
  const Node& node = nodes_[determine({state})];
  Left left{node.count, !may_hold_more_[state], can_end_well_[state], ""};
  if (left.is_all && !is_good(node.only_ending)) left.only_ending = node.only_ending;
  return left;
}

std::optional<OutcomeMap::Way> OutcomeMap::way_to(const record::Outcome& outcome) const {
  struct Step {
    StateId state;
    std::size_t printed;
    std::size_t before;  // the step it came from
    const StateGraph::Edge* edge;
  };
  const auto ids = ids_of(outcome);
  const auto& states = graph_.states();
  if (!ids || states.empty()) return std::nullopt;
  /// Where the lines are after `lines` were printed; empty: they are others.
  const auto after = [&](std::size_t printed, const std::vector<StateGraph::LineId>& lines) {
    for (const auto line : lines) {
      if (printed == ids->size() || (*ids)[printed] != id_in_order_[line])
        return std::optional<std::size_t>();
      ++printed;
    }
    return std::optional(printed);
  };
  const auto begun = after(0, graph_.beginning());
  if (!begun) return std::nullopt;
  std::vector<Step> steps{{0, *begun, 0, nullptr}};
  using Entry = std::pair<int, std::size_t>;  // choices, and the step
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  queue.emplace(0, 0);
  std::unordered_map<std::uint64_t, bool> done;
  while (!queue.empty()) {
    const auto [choices, at] = queue.top();
    queue.pop();
    const Step step = steps[at];
    const std::uint64_t key = std::uint64_t{step.state} * (ids->size() + 1) + step.printed;
    if (!done.try_emplace(key, true).second) continue;
    const auto& end = states[step.state].end;
    if (end && end->ending == outcome.ending && after(step.printed, end->lines) == ids->size()) {
      std::vector<const StateGraph::Edge*> edges;
      for (std::size_t back = at; steps[back].edge; back = steps[back].before)
        edges.push_back(steps[back].edge);
      std::reverse(edges.begin(), edges.end());
      return way_along(edges, step.state);
    }
    for (const auto& edge : states[step.state].edges) {
      const auto printed = after(step.printed, edge.lines);
      if (!printed) continue;
      steps.push_back({edge.to, *printed, at, &edge});
      queue.emplace(choices + edge.choices, steps.size() - 1);
    }
  }
  return std::nullopt;
}

OutcomeMap::Way OutcomeMap::way_along(const std::vector<const StateGraph::Edge*>& edges,
                                      StateId last) const {
  Way way;
  way.reason = graph_.states()[last].end->reason;
  way.is_exact = !graph_.honours_sleep();
  std::unordered_map<StateGraph::Place, int> numbers{{StateGraph::kFirst, 1}};
  bool is_lost = can_end_well_.empty() || !can_end_well_[0];
  for (const StateGraph::Edge* edge : edges) {
    way.processes.push_back(edge->who);
    for (int choice = 0; choice < edge->choices; ++choice) way.schedule.add(numbers[edge->who]);
    for (const auto place : edge->born) {
      const int number = static_cast<int>(numbers.size()) + 1;
      numbers.try_emplace(place, number);
    }
    way.is_exact = way.is_exact && edge->choices == 1;
    if (!is_lost && !can_end_well_[edge->to]) {
      is_lost = true;
      way.turning_point = way.schedule.size();
    }
  }
  return way;
}

}  // namespace choice
