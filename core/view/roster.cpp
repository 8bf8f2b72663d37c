#include "core/view/roster.hpp"

namespace view {

const Roster::Member& Roster::meet(const trace::Event& event) {
  const probe::Act& act = event.act;
  const bool starts = act.kind == probe::Kind::start;

  const auto known = lives_.find(event.pid);
  const bool newcomer = known == lives_.end() || (starts && known->second.started);
  Life& actor = newcomer ? enter(event.pid) : known->second;
  if (!event.name.empty()) actor.name = event.name;
  if (starts) actor.started = true;
  if (act.kind == probe::Kind::exit || act.kind == probe::Kind::signal) actor.ended = true;

  if (act.kind == probe::Kind::fork && act.peer) {
    const auto child = lives_.find(*act.peer);
    Life& life = child == lives_.end() || child->second.ended ? enter(*act.peer) : child->second;
    if (life.name.empty()) life.name = act.object;
  }
  return lives_.at(event.pid);
}

const Roster::Member* Roster::find(pid_t pid) const {
  const auto found = lives_.find(pid);
  return found == lives_.end() ? nullptr : &found->second;
}

Roster::Life& Roster::enter(pid_t pid) {
  Life life;
  life.ordinal = ++count_;
  return lives_[pid] = life;
}

}  // namespace view
