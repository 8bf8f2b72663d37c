#include "core/view/model/roster.hpp"

namespace view {

const Roster::Member& Roster::add(const record::Event& event) {
  const probe::Act& act = event.act;
  numbers_.add(event);
  if (act.kind == probe::Kind::fork && act.peer) {
    Member& child = known_as(*act.peer);
    if (child.name.empty()) child.name = act.peer_name;
  }
  Member& actor = known_as(event.pid);
  if (!event.name.empty()) actor.name = event.name;
  return actor;
}

const Roster::Member* Roster::find(pid_t pid) const {
  const auto found = members_.find(pid);
  return found == members_.end() ? nullptr : &found->second;
}

/// The process that has that PID now, not a former one.
Roster::Member& Roster::known_as(pid_t pid) {
  Member& member = members_[pid];
  const int number = numbers_.of(pid);
  if (member.ordinal != number) member = {number, {}};
  return member;
}

}  // namespace view
