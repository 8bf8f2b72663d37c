#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "core/choice/outcome_map.hpp"
#include "core/choice/point.hpp"
#include "core/choice/schedule.hpp"
#include "core/choice/state_graph.hpp"

namespace choice {

/// What can still come of a run that somebody else directs: at the point that it has
/// come to, and after each choice there. A session asks it, once a graph of the program's
/// states is known.
///
/// Where the run is in that graph follows from its choices. The graph takes an act that
/// nobody can notice at once; the run may do it later, so the graph may be ahead by such
/// acts, which changes nothing of what can come.
class Prospects {
 public:
  /// The graph must outlive it, and not grow.
  explicit Prospects(const StateGraph& graph) : graph_(graph), map_(graph) {}

  const OutcomeMap& map() const { return map_; }
  bool is_complete() const { return graph_.is_complete(); }

  /// Empty: the graph does not have the run's state.
  std::optional<OutcomeMap::Left> after(const Schedule& made);
  /// The same if then the process with that number acts.
  std::optional<OutcomeMap::Left> after(const Schedule& made, int number);

  /// Whether that run can still come to that outcome. Empty: it is not known.
  std::optional<bool> can_reach(const Schedule& made, const record::Outcome& outcome);
  /// The number of the choice after which it cannot any more; 0: it can, or it is not known.
  std::size_t lost_after(const Schedule& made, const record::Outcome& outcome);

 private:
  using Place = StateGraph::Place;
  struct Walk {
    StateGraph::StateId state = 0;
    std::vector<StateGraph::LineId> printed;                // so far
    std::vector<Place> processes{StateGraph::kFirst};       // by number, from 1
    std::map<Place, std::deque<std::vector<Place>>> ahead;  // acts the run has still to do:
                                                            // whom each has forked
    std::optional<Place> trying;                            // has begun a wait that it will give up
  };

  std::optional<Walk> walk(const Schedule& made) const;
  bool go(Walk& walk, int number) const;
  std::optional<OutcomeMap::Left> left(const std::optional<Walk>& walk);

  const StateGraph& graph_;
  OutcomeMap map_;
};

}  // namespace choice
