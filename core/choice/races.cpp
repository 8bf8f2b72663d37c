#include "core/choice/races.hpp"

#include <unordered_set>
#include <utility>

#include "core/choice/digest.hpp"

namespace choice {
namespace {

constexpr std::size_t kBits = 64;
/// How many pairs of a state and a set are looked at for one act.
constexpr std::size_t kMostLooks = 20'000;

std::uint64_t bit(std::size_t index) {
  return std::uint64_t{1} << index;
}

}  // namespace

std::size_t Races::Hash::operator()(const Search& search) const {
  return Digest().add(search.state).add(search.processes).add(search.objects).hash();
}

/// Of an object beyond those that have a bit no order is known.
Races::Set Races::object_of(StateGraph::FootprintId footprint) {
  const auto& [kind, object, begin, end, changes] = graph_.footprint(footprint);
  if (object.empty() || kind != Footprint::Kind::ordered) return 0;
  const auto index =
      static_cast<std::size_t>(objects_.try_emplace(object, objects_.size()).first->second);
  return index < kBits ? bit(index) : 0;
}

const std::vector<Races::Set>& Races::rivals(StateGraph::FootprintId footprint) {
  const auto [found, is_new] = rivals_.try_emplace(footprint);
  std::vector<Set>& rivals = found->second;
  if (!is_new) return rivals;
  const auto& states = graph_.states();
  rivals.resize(states.size());
  std::vector<signed char> conflicts(graph_.footprint_count(), -1);
  const auto is_rival = [&](StateGraph::FootprintId other) {
    if (conflicts[other] < 0)
      conflicts[other] = conflict(graph_.footprint(footprint), graph_.footprint(other)) ? 1 : 0;
    return conflicts[other] == 1;
  };
  // Mostly a state was found before those that come after it.
  for (bool has_changed = true; has_changed;) {
    has_changed = false;
    for (std::size_t state = states.size(); state-- > 0;) {
      Set all = rivals[state];
      for (const StateGraph::Edge& edge : states[state].edges) {
        all |= rivals[edge.to];
        if (is_rival(edge.footprint)) all |= bit(edge.who % kBits);
      }
      has_changed |= std::exchange(rivals[state], all) != all;
    }
  }
  return rivals;
}

bool Races::has(const StateGraph::Edge& edge) {
  if (graph_.place_count() > kBits) return true;
  const Footprint& act = graph_.footprint(edge.footprint);
  const std::vector<Set>& rivals = this->rivals(edge.footprint);
  const Search first{edge.to, bit(edge.who), 0};
  std::unordered_set<Search, Hash> seen{first};
  std::vector<Search> open{first};
  while (!open.empty()) {
    const Search at = open.back();
    open.pop_back();
    if ((rivals[at.state] & ~at.processes) == 0) continue;
    for (const StateGraph::Edge& next : graph_.states()[at.state].edges) {
      Search then = at;
      then.state = next.to;
      const Set object = object_of(next.footprint);
      if ((at.processes & bit(next.who)) == 0 && (at.objects & object) == 0) {
        if (conflict(act, graph_.footprint(next.footprint))) return true;
      } else {
        then.processes |= bit(next.who);
        then.objects |= object;
        for (const StateGraph::Place child : next.born) then.processes |= bit(child);
      }
      if (!seen.insert(then).second) continue;
      if (seen.size() > kMostLooks) return true;
      open.push_back(then);
    }
  }
  return false;
}

}  // namespace choice
