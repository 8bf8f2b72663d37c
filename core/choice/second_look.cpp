#include "core/choice/second_look.hpp"

#include <algorithm>
#include <deque>
#include <utility>

namespace choice {

SecondLook::SecondLook(const StateGraph& graph)
    : graph_(graph), run_(graph.honours_sleep(), graph.terms().source_tells_state) {
  for (const auto& state : graph.states()) {
    done_.emplace_back(state.edges.size());
    left_ += state.edges.size();
  }
}

void SecondLook::begin(const record::Run& run) {
  run_.begin(run);
  current_.reset();
  choice_.reset();
  lines_seen_ = 0;
  is_over_ = is_cut_ = false;
}

std::optional<std::size_t> SecondLook::choose(const Point& point) {
  arrive(point);
  const auto index = differs_ ? std::nullopt : pick(point);
  is_cut_ = !index;
  if (index) {
    const Role& role = point.roles[*index];
    choice_ = Choice{role, run_.acts_of(role.number)};
  }
  return index;
}

void SecondLook::stuck(const Point& point) {
  arrive(point);
  is_over_ = true;
}

void SecondLook::end(const record::End& end) {
  run_.end(end);
  if (is_cut_ || differs_) return;
  if (!is_over_ && choice_) move_on(graph_.find(run_.digest(nullptr)));
  if (differs_) return;
  // A run in which nothing was done at all is at its first state.
  const auto& known = graph_.states()[current_.value_or(0)].end;
  differs_ = !known || known->ending != end.status || !has_new_lines(known->lines);
}

/// Whether what has been printed since the last look is that.
bool SecondLook::has_new_lines(const std::vector<StateGraph::LineId>& expected) {
  const std::size_t before = std::exchange(lines_seen_, run_.lines().size());
  return lines_seen_ - before == expected.size() &&
         std::equal(expected.begin(), expected.end(),
                    run_.lines().begin() + static_cast<std::ptrdiff_t>(before),
                    [&](auto id, const auto& line) { return graph_.line(id) == line; });
}

/// No process is between two acts: where has the last choice led?
void SecondLook::arrive(const Point& point) {
  if (choice_) {
    const Role& before = choice_->role;
    const auto now = std::find_if(point.roles.begin(), point.roles.end(),
                                  [&](const Role& role) { return role.number == before.number; });
    const bool has_done = run_.acts_of(before.number) != choice_->acts ||
                          now == point.roles.end() || !(now->learned == before.learned);
    if (!has_done) run_.went_on(before.number, before.next);
    move_on(graph_.find(run_.digest(&point)));
  } else if (!current_) {
    current_ = graph_.find(run_.digest(&point));
    differs_ |= current_ != StateId(0) || !has_new_lines(graph_.beginning());
  }
  differs_ |= !differs_ && !graph_.offers(*current_, point, run_);
}

void SecondLook::move_on(const std::optional<StateId>& to) {
  const std::string& who = run_.place_of(choice_->role.number);
  choice_.reset();
  const StateId from = *std::exchange(current_, to);
  if (!to) {
    differs_ = true;
    return;
  }
  const auto& edges = graph_.states()[from].edges;
  const auto found = std::find_if(edges.begin(), edges.end(), [&](const auto& edge) {
    return edge.to == *to && graph_.name_of(edge.who) == who;
  });
  differs_ |= found == edges.end() || !has_new_lines(found->lines);
  if (differs_) return;
  auto done = done_[from].begin() + (found - edges.begin());
  if (!*done) --left_;
  *done = true;
}

/// Who acts: whose act here is to be done again, or lies on the way to such an act.
std::optional<std::size_t> SecondLook::pick(const Point& point) {
  const auto edge = way_to_rest(*current_);
  if (!edge) return std::nullopt;
  const std::string& who = graph_.name_of(graph_.states()[*current_].edges[*edge].who);
  const auto role = std::find_if(point.roles.begin(), point.roles.end(), [&](const Role& one) {
    return one.may_act && run_.place_of(one.number) == who;
  });
  differs_ |= role == point.roles.end();
  if (differs_) return std::nullopt;
  return static_cast<std::size_t>(role - point.roles.begin());
}

/// The first edge of the shortest way to one that is left. Empty: there is none.
std::optional<std::size_t> SecondLook::way_to_rest(StateId from) {
  struct Step {
    StateId state;
    std::size_t first;
  };
  std::vector<bool> met(done_.size());
  std::deque<Step> steps{{from, 0}};
  met[from] = true;
  while (!steps.empty()) {
    const Step step = steps.front();
    steps.pop_front();
    const auto& edges = graph_.states()[step.state].edges;
    for (std::size_t edge = 0; edge < edges.size(); ++edge) {
      const std::size_t first = step.state == from ? edge : step.first;
      if (!done_[step.state][edge]) return first;
      if (met[edges[edge].to]) continue;
      met[edges[edge].to] = true;
      steps.push_back({edges[edge].to, first});
    }
  }
  return std::nullopt;
}

}  // namespace choice
