#include "core/choice/prospects.hpp"

#include <algorithm>

namespace choice {

std::optional<OutcomeMap::Left> Prospects::after(const Schedule& made) {
  return left(walk(made));
}

std::optional<OutcomeMap::Left> Prospects::after(const Schedule& made, int number) {
  auto at = walk(made);
  if (at && !go(*at, number)) at.reset();
  return left(at);
}

std::optional<bool> Prospects::can_reach(const Schedule& made, const record::Outcome& outcome) {
  const auto at = walk(made);
  if (!at) return std::nullopt;
  const auto is_line = [&](StateGraph::LineId id, const record::Outcome::Line& line) {
    return graph_.line(id) == line;
  };
  const auto& lines = outcome.lines;
  const bool begins_so = at->printed.size() <= lines.size() &&
                         std::equal(at->printed.begin(), at->printed.end(), lines.begin(), is_line);
  if (!begins_so) return false;
  const auto printed = static_cast<std::ptrdiff_t>(at->printed.size());
  const record::Outcome rest{{lines.begin() + printed, lines.end()}, outcome.ending};
  if (map_.can_come(at->state, rest)) return true;
  return map_.left_in(at->state).is_all ? std::optional(false) : std::nullopt;
}

std::size_t Prospects::lost_after(const Schedule& made, const record::Outcome& outcome) {
  // What is lost stays lost.
  std::size_t open = 0;
  std::size_t lost = made.size() + 1;
  while (open + 1 < lost) {
    const std::size_t middle = open + (lost - open) / 2;
    const auto can = can_reach(made.first(middle), outcome);
    (can == false ? lost : open) = middle;
  }
  return lost > made.size() ? 0 : lost;
}

std::optional<OutcomeMap::Left> Prospects::left(const std::optional<Walk>& walk) {
  if (!walk) return std::nullopt;
  return map_.left_in(walk->state);
}

std::optional<Prospects::Walk> Prospects::walk(const Schedule& made) const {
  if (graph_.states().empty()) return std::nullopt;
  Walk walk;
  walk.printed = graph_.beginning();
  for (std::size_t i = 0; i < made.size(); ++i) {
    if (!go(walk, made[i])) return std::nullopt;
  }
  return walk;
}

/// One choice further. False: the graph does not know where that leads.
bool Prospects::go(Walk& walk, int number) const {
  if (number < 1 || walk.processes.size() < static_cast<std::size_t>(number)) return false;
  const Place who = walk.processes[static_cast<std::size_t>(number) - 1];
  const auto meet = [&](const std::vector<Place>& born) {
    walk.processes.insert(walk.processes.end(), born.begin(), born.end());
  };
  if (auto& done = walk.ahead[who]; !done.empty()) {
    meet(done.front());
    done.pop_front();
    return true;
  }
  for (;;) {
    const auto& edges = graph_.states()[walk.state].edges;
    const auto is_its = [&](const StateGraph::Edge& edge) { return edge.who == who; };
    const auto own = std::find_if(edges.begin(), edges.end(), is_its);
    if (own != edges.end()) {
      // What was tried in two ways is in doubt.
      if (std::count_if(edges.begin(), edges.end(), is_its) > 1) return false;
      const bool begins_to_wait = own->choices > 1 && !walk.trying;
      if (walk.trying && walk.trying != who) return false;
      walk.trying = begins_to_wait ? std::optional(who) : std::nullopt;
      if (begins_to_wait) return true;
      walk.state = own->to;
      walk.printed.insert(walk.printed.end(), own->lines.begin(), own->lines.end());
      meet(own->born);
      return true;
    }
    if (walk.trying) return false;
    // It tries, and nothing changes.
    if (graph_.must_wait_in(walk.state, who)) return true;
    // All have been tried that could act there: it must wait.
    if (!graph_.is_reduced(walk.state)) return graph_.is_trusted() && !graph_.is_open(walk.state);
    if (edges.size() != 1) return false;
    const StateGraph::Edge& unnoticed = edges.front();
    if (unnoticed.choices > 1 || !unnoticed.lines.empty()) return false;
    walk.ahead[unnoticed.who].push_back(unnoticed.born);
    walk.state = unnoticed.to;
  }
}

}  // namespace choice
