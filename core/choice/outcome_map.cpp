#include "core/choice/outcome_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <queue>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/choice/wait_graph.hpp"

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
  copy_states();
  find_loops();
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

/// Nor does the order in which acts were tried matter.
void OutcomeMap::copy_states() {
  for (const auto& state : graph_.states()) {
    Exit& exit = exits_.emplace_back(Exit{state.edges, state.end});
    std::stable_sort(exit.edges.begin(), exit.edges.end(), [&](const auto& a, const auto& b) {
      return graph_.comes_before(a.who, b.who);
    });
  }
  beginning_ = graph_.beginning();
}

/// Processes that ask for the same again and again go in circles. A circle that none can leave
/// is an ending of its own.
void OutcomeMap::find_loops() {
  // Tarjan's strongly connected components, without recursion.
  const auto count = static_cast<StateId>(exits_.size());
  constexpr StateId kUnmet = kNowhere;
  loop_of_.assign(count, kUnmet);
  std::vector<StateId> met(count, kUnmet);
  std::vector<StateId> earliest(count);
  std::vector<StateId> open;
  std::vector<std::pair<StateId, std::size_t>> path;
  StateId order = 0;
  for (StateId start = 0; start < count; ++start) {
    if (met[start] != kUnmet) continue;
    path.emplace_back(start, 0);
    while (!path.empty()) {
      auto& [state, next] = path.back();
      if (next == 0) {
        met[state] = earliest[state] = order++;
        open.push_back(state);
      }
      const auto& edges = exits_[state].edges;
      if (next < edges.size()) {
        const StateId to = edges[next++].to;
        if (met[to] == kUnmet) {
          path.emplace_back(to, 0);
        } else if (loop_of_[to] == kUnmet) {
          earliest[state] = std::min(earliest[state], met[to]);
        }
        continue;
      }
      const StateId done = state;
      path.pop_back();
      if (!path.empty())
        earliest[path.back().first] = std::min(earliest[path.back().first], earliest[done]);
      if (earliest[done] != met[done]) continue;
      const auto begin = std::find(open.begin(), open.end(), done);
      close_loop({begin, open.end()});
      open.erase(begin, open.end());
    }
  }
}

/// All of these lead to each other.
void OutcomeMap::close_loop(const std::vector<StateId>& states) {
  const StateId first = *std::min_element(states.begin(), states.end());
  for (const StateId state : states) loop_of_[state] = first;
  const bool can_leave = std::any_of(states.begin(), states.end(), [&](StateId state) {
    const Exit& exit = exits_[state];
    return exit.end || exit.edges.empty() || graph_.is_open(state) ||
           std::any_of(exit.edges.begin(), exit.edges.end(),
                       [&](const auto& edge) { return loop_of_[edge.to] != first; });
  });
  if (can_leave) return;
  for (const StateId state : states)
    exits_[state].end = {"hung", std::string(kEnglishWaits.no_end), {}};
}

void OutcomeMap::make_spots() {
  spots_.resize(exits_.size());
  for (SpotId state = 0; state < exits_.size(); ++state) {
    const SpotId from = loop_of_[state];
    for (const StateGraph::Edge& edge : exits_[state].edges) {
      if (loop_of_[edge.to] != from) add_chain(from, edge.lines, loop_of_[edge.to]);
    }
    if (!exits_[state].end) continue;
    const SpotId last = add_chain(from, exits_[state].end->lines, std::nullopt);
    spots_[last].endings.push_back(exits_[state].end->ending);
  }
  if (exits_.empty()) spots_.emplace_back();
  if (graph_.beginning().empty()) return;
  first_spot_ = static_cast<SpotId>(spots_.size());
  spots_.emplace_back();
  add_chain(first_spot_, graph_.beginning(), exits_.empty() ? 0 : loop_of_[0]);
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

/// A node whose lines lead to some that are not made yet.
struct OutcomeMap::Unfinished {
  std::vector<SpotId> all;
  std::map<LineId, std::vector<SpotId>> next;  // those that are still to be made
  Node node;
};

/// It does not call itself: a program may print more lines than a stack has room for.
OutcomeMap::NodeId OutcomeMap::determine(const std::vector<SpotId>& spots) {
  std::vector<Unfinished> path;
  std::optional<NodeId> made = known_or_begun(spots, path);
  while (!path.empty()) {
    Unfinished& last = path.back();
    if (made) {
      const auto first = last.next.begin();
      last.node.next[first->first] = *made;
      last.next.erase(first);
      made.reset();
    }
    if (!last.next.empty()) {
      made = known_or_begun(last.next.begin()->second, path);
      continue;
    }
    made = intern(std::move(last.node));
    determined_.emplace(std::move(last.all), *made);
    path.pop_back();
  }
  return *made;
}

std::optional<OutcomeMap::NodeId> OutcomeMap::known_or_begun(const std::vector<SpotId>& spots,
                                                             std::vector<Unfinished>& path) {
  Unfinished begun{closure(spots), {}, {}};
  if (const auto known = determined_.find(begun.all); known != determined_.end())
    return known->second;
  auto& endings = begun.node.endings;
  for (const SpotId spot : begun.all) {
    endings.insert(endings.end(), spots_[spot].endings.begin(), spots_[spot].endings.end());
    for (const Arc& arc : spots_[spot].arcs) {
      if (arc.line) begun.next[*arc.line].push_back(arc.to);
    }
  }
  std::sort(endings.begin(), endings.end());
  endings.erase(std::unique(endings.begin(), endings.end()), endings.end());
  path.push_back(std::move(begun));
  return std::nullopt;
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
  return has_from(start_, outcome);
}

bool OutcomeMap::has_from(NodeId at, const record::Outcome& outcome) const {
  const auto ids = ids_of(outcome);
  if (!ids) return false;
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
  const Node& node = nodes_[determine({loop_of_[state]})];
  Left left{node.count, !may_hold_more_[state], can_end_well_[state], ""};
  if (left.is_all && !is_good(node.only_ending)) left.only_ending = node.only_ending;
  return left;
}

bool OutcomeMap::can_come(StateId state, const record::Outcome& rest) {
  met_in_.resize(spots_.size());
  return has_from(determine({state}), rest);
}

std::optional<OutcomeMap::Way> OutcomeMap::way_to(const record::Outcome& outcome) const {
  const auto ids = ids_of(outcome);
  if (!ids || exits_.empty()) return std::nullopt;
  Steps steps;
  begin_ways(steps);
  for (const LineId line : *ids) print(steps, line);
  const auto end = best_end(steps, outcome.ending);
  return end ? std::optional(way_along(steps, *end)) : std::nullopt;
}

void OutcomeMap::list_ways(
    const std::function<bool(const record::Outcome&, const FindWay&)>& take) const {
  if (exits_.empty()) return;
  record::Outcome outcome;
  Steps steps;
  begin_ways(steps);
  if (walk_ways(start_, true, outcome, steps, take)) walk_ways(start_, false, outcome, steps, take);
}

bool OutcomeMap::walk_ways(
    NodeId at, bool bad, record::Outcome& outcome, Steps& steps,
    const std::function<bool(const record::Outcome&, const FindWay&)>& take) const {
  const Node& node = nodes_[at];
  if (!(bad ? node.has_bad_end : node.has_good_end)) return true;
  for (const std::string& ending : node.endings) {
    if (is_good(ending) == bad) continue;
    outcome.ending = ending;
    if (!take(outcome, [&] { return way_along(steps, *best_end(steps, ending)); })) return false;
  }
  const std::size_t layer = steps.layer;
  const std::size_t size = steps.all.size();
  for (const auto& [line, to] : node.next) {
    if (!(bad ? nodes_[to].has_bad_end : nodes_[to].has_good_end)) continue;
    outcome.lines.push_back(*lines_[line]);
    print(steps, line);
    const bool goes_on = walk_ways(to, bad, outcome, steps, take);
    outcome.lines.pop_back();
    steps.all.resize(size);
    steps.layer = layer;
    if (!goes_on) return false;
  }
  return true;
}

/// The first state, if nothing was printed before it.
void OutcomeMap::begin_ways(Steps& steps) const {
  Step first{0, nullptr, nullptr, 0, false, 0, 0};
  if (!beginning_.empty()) first.printing = &beginning_;
  go_unseen(steps, {first});
}

/// Where sleeps are honoured, how many choices an act takes also depends on the way to it.
int OutcomeMap::length_of(const StateGraph::Edge& edge) const {
  return graph_.honours_sleep() ? 1 : edge.choices;
}

/// All steps that lead on from the last layer by printing that line.
void OutcomeMap::print(Steps& steps, LineId line) const {
  std::vector<Step> entries;
  const auto go = [&](Step step, std::size_t before) {
    if (id_in_order_[(*step.printing)[step.printed]] != line) return;
    step.before = before;
    if (++step.printed == step.printing->size() && !step.ends) {
      step.printing = nullptr;
      if (step.edge) step.state = step.edge->to;
    }
    entries.push_back(step);
  };
  for (std::size_t at = steps.layer; at < steps.all.size(); ++at) {
    const Step step = steps.all[at];
    if (step.printing) {
      if (step.printed < step.printing->size()) go(step, at);
      continue;
    }
    const auto& [edges, end] = exits_[step.state];
    for (const auto& edge : edges) {
      if (edge.lines.empty()) continue;
      go({step.state, &edge, &edge.lines, 0, false, step.choices + length_of(edge), 0}, at);
    }
    if (end && !end->lines.empty())
      go({step.state, nullptr, &end->lines, 0, true, step.choices, 0}, at);
  }
  go_unseen(steps, entries);
}

/// A layer of those, and of all that can be reached from them unseen, each state once: by a
/// shortest way.
void OutcomeMap::go_unseen(Steps& steps, const std::vector<Step>& entries) const {
  struct Next {
    Step step;
    std::size_t order;
    bool operator>(const Next& other) const {
      return std::tie(step.choices, order) > std::tie(other.step.choices, other.order);
    }
  };
  std::priority_queue<Next, std::vector<Next>, std::greater<>> queue;
  for (const Step& entry : entries) queue.push({entry, queue.size()});
  std::size_t order = entries.size();
  steps.layer = steps.all.size();
  std::unordered_set<StateId> met;
  while (!queue.empty()) {
    const Step step = queue.top().step;
    queue.pop();
    if (!step.printing && !met.insert(step.state).second) continue;
    const std::size_t at = steps.all.size();
    steps.all.push_back(step);
    if (step.printing) continue;
    for (const auto& edge : exits_[step.state].edges) {
      if (edge.lines.empty())
        queue.push(
            {{edge.to, &edge, nullptr, 0, false, step.choices + length_of(edge), at}, order++});
    }
  }
}

/// Where the shortest run ends that has printed just this.
std::optional<std::size_t> OutcomeMap::best_end(const Steps& steps,
                                                const std::string& ending) const {
  std::optional<std::size_t> best;
  for (std::size_t at = steps.layer; at < steps.all.size(); ++at) {
    const Step& step = steps.all[at];
    const auto& end = exits_[step.state].end;
    if (!end || end->ending != ending) continue;
    const bool is_there =
        step.ends ? step.printed == step.printing->size() : !step.printing && end->lines.empty();
    if (is_there && (!best || step.choices < steps.all[*best].choices)) best = at;
  }
  return best;
}

OutcomeMap::Way OutcomeMap::way_along(const Steps& steps, std::size_t last) const {
  std::vector<const StateGraph::Edge*> edges;
  // Of an edge that has printed several lines there are several steps.
  for (std::size_t at = last;; at = steps.all[at].before) {
    const Step& step = steps.all[at];
    if (step.edge && !step.printing) edges.push_back(step.edge);
    if (step.before == at) break;
  }
  std::reverse(edges.begin(), edges.end());
  Way way;
  way.reason = exits_[steps.all[last].state].end->reason;
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
