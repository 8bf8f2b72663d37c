#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "core/choice/state_graph.hpp"

namespace choice {

/// Finds out whether acts that were tried alone in their states raced with others: whether
/// another process does something afterwards that conflicts with such an act, and could have
/// done it before. The StateGraph makes one when nothing is left to try, and tries the other
/// processes, too, where an act did race.
///
/// An act comes after another for certain if a chain leads from that one to it: acts of one
/// process, a fork and what the child does, acts on one object. A lock that both processes
/// take is such a chain, so what they do under it does not race. This is the rule of dynamic
/// partial-order reduction (Flanagan and Godefroid 2005), on a graph of states instead of
/// on single runs.
class Races {
 public:
  explicit Races(const StateGraph& graph) : graph_(graph) {}

  /// Whether the act of that edge races with one that can come after it. Where that is too
  /// much to look through, it is taken to race.
  bool has(const StateGraph::Edge& edge);

 private:
  /// Processes, or objects, as bits.
  using Set = std::uint64_t;
  using StateId = StateGraph::StateId;

  /// A state, and what comes after the act for certain there.
  struct Search {
    StateId state;
    Set processes;
    Set objects;

    bool operator==(const Search&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Search& search) const;
  };

  const std::vector<Set>& rivals(StateGraph::FootprintId footprint);
  Set object_of(StateGraph::FootprintId footprint);

  const StateGraph& graph_;
  /// By footprint, and then by state: which processes do something later that conflicts.
  std::unordered_map<StateGraph::FootprintId, std::vector<Set>> rivals_;
  std::unordered_map<std::string, int> objects_;
};

}  // namespace choice
