#include "app/replay/recorded_point.hpp"

#include <algorithm>
#include <map>

#include "core/view/model/roster.hpp"

namespace app {
namespace {

using Does = probe::Kind;

/// What a process does, and does not only suffer: its place on the page.
bool is_act(Does kind) {
  return kind != Does::start && kind != Does::block && kind != Does::wake && kind != Does::signal;
}

bool is_waiting(Does kind) {
  return kind == Does::block || kind == Does::wait;
}

}  // namespace

choice::Point point_in(const record::Timeline& run, std::size_t events) {
  view::Roster roster;
  std::map<int, choice::Role> living;  // by order of appearance
  const auto meet = [&](const view::Roster::Member& member, pid_t pid) -> choice::Role& {
    choice::Role& role = living[member.ordinal];
    role.number = member.ordinal;
    role.pid = pid;
    role.name = member.name;
    return role;
  };
  for (std::size_t i = 0; i < events; ++i) {
    const record::Event& event = run.events[i];
    const view::Roster::Member member = roster.add(event);
    choice::Role& role = meet(member, event.pid);
    role.standing =
        is_waiting(event.act.kind) ? choice::Standing::blocked : choice::Standing::ready;
    const auto* peer = event.act.peer ? roster.find(*event.act.peer) : nullptr;
    if (event.act.kind == Does::fork && peer != nullptr) {
      choice::Role& child = meet(*peer, *event.act.peer);
      if (child.name.empty()) child.name = event.act.peer_name;
      child.standing = choice::Standing::ready;
    }
    if (event.act.kind == Does::exit || event.act.kind == Does::signal)
      living.erase(member.ordinal);
    if (event.act.kind == Does::reap && peer != nullptr) living.erase(peer->ordinal);
  }
  choice::Point point;
  point.made = point.steps = events;
  std::size_t open = living.size();
  int proposed = 0;
  for (std::size_t i = events; i < run.events.size() && open > 0; ++i) {
    const record::Event& event = run.events[i];
    const int ordinal = roster.add(event).ordinal;
    if (i == events) proposed = ordinal;
    const auto found = living.find(ordinal);
    if (found == living.end() || found->second.next.kind != Does::start) continue;
    if (!is_act(event.act.kind)) continue;
    found->second.next = event.act;
    --open;
  }
  point.proposed = living.size();
  for (auto& [ordinal, role] : living) {
    if (ordinal == proposed) {
      point.proposed = point.roles.size();
      role.standing = choice::Standing::ready;
      role.may_act = true;
    } else if (role.next.kind == Does::start) {
      // The record ends before it does anything.
      role.standing = choice::Standing::busy;
    }
    point.met = std::max(point.met, ordinal);
    point.roles.push_back(role);
  }
  return point;
}

}  // namespace app
