#include "core/stage/process_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/os/process/process.hpp"
#include "core/probe/watcher.hpp"

namespace stage {

using choice::Point;
using choice::Role;
using choice::Standing;

namespace {

/// Whether an act of this kind may end another process's wait for its object.
bool changes_its_object(probe::Kind kind) {
  using probe::Kind;
  return probe::gives(kind) || kind == Kind::get || kind == Kind::recv || kind == Kind::lock;
}

/// A process that waits for any of several things tells only what they are called: any
/// change may concern it.
bool is_several(const probe::ObjectRef& object) {
  return object.type == probe::ObjectType::other && !object.empty();
}

/// Whether the end of a process that does not hold such an object may end another one's
/// wait for it: an end of a pipe is closed, a task is lost, a notification goes to the next
/// one, a barrier will never be complete.
bool loses_by_an_end(probe::ObjectType type) {
  using probe::ObjectType;
  return type == ObjectType::pipe || type == ObjectType::pool || type == ObjectType::condition ||
         type == ObjectType::barrier;
}

}  // namespace

ProcessTable::Member& ProcessTable::add(pid_t pid) {
  const auto [place, is_new] = members_.try_emplace(pid);
  Member& member = place->second;
  if (!is_new) return member;
  member.role.pid = pid;
  member.role.number = ++met_;
  member.pidfd = os::Pidfd::open(pid);
  // If it cannot be watched, it is already gone: its parent has reaped it, and
  // has reported that or will.
  if (member.pidfd) {
    poller_.add(member.pidfd->get());
    by_pidfd_[member.pidfd->get()] = pid;
  }
  return member;
}

void ProcessTable::on_event(const record::Notice& notice) {
  const record::Event& event = notice.event;
  const probe::Act& act = event.act;
  Member& speaker = add(event.pid);
  speaker.role.name = event.name;
  if (notice.phase == record::Phase::learned) {
    speaker.role.learned.add(act.value);
    return;
  }
  speaker.has_spoken = true;
  if (notice.phase == record::Phase::standing_by) {
    speaker.stands_by = true;
    return;
  }
  if (notice.phase == record::Phase::done) {
    speaker.role.standing = Standing::busy;
    speaker.last = act;
    holders_.on_act(event.pid, act);
    if (changes_its_object(act.kind)) wake_waiters(act.object);
    if (act.kind == probe::Kind::terminate) wake_who_waits_for(act.peer_name);
    if (act.kind == probe::Kind::start) on_start(speaker, notice);
    if (act.kind == probe::Kind::fork && act.peer) on_fork(notice);
    return;
  }
  speaker.role.next = act;
  speaker.role.until = notice.until;
  // A process that waits for one that has just ended does not wait in vain.
  const bool object_is_gone = act.peer && !knows(*act.peer);
  const bool is_ready = notice.phase == record::Phase::next || object_is_gone;
  const auto waits = act.kind == probe::Kind::sleep ? Standing::asleep : Standing::blocked;
  speaker.role.standing = is_ready ? Standing::ready : waits;
  speaker.has_tried = notice.phase == record::Phase::blocked;
}

void ProcessTable::on_start(Member& child, const record::Notice& notice) {
  const bool fork_was_told = child.slot >= 0;
  if (notice.origin && !fork_was_told) {
    foretold_[child.role.pid] = notice.origin->parent;
    inherit_knowledge(child, notice.origin->parent);
  }
  child.slot = notice.slot;
}

void ProcessTable::on_fork(const record::Notice& notice) {
  const probe::Act& fork = notice.event.act;
  if (foretold_.erase(*fork.peer) != 0) return;
  Member& child = add(*fork.peer);
  child.role.name = fork.peer_name;
  child.slot = notice.slot;
  inherit_knowledge(child, notice.event.pid);
}

/// A child has its parent's memory, as it was at the fork.
void ProcessTable::inherit_knowledge(Member& child, pid_t parent) {
  const auto found = members_.find(parent);
  if (found != members_.end()) child.role.learned = found->second.role.learned;
}

std::vector<pid_t> ProcessTable::ended_among(const std::vector<int>& descriptors) const {
  std::vector<pid_t> ended;
  for (const int fd : descriptors) {
    const auto found = by_pidfd_.find(fd);
    if (found != by_pidfd_.end()) ended.push_back(found->second);
  }
  return ended;
}

void ProcessTable::note_end(pid_t pid) {
  const auto found = members_.find(pid);
  if (found == members_.end()) return;
  found->second.has_ended = true;
  forget_pidfd(found->second);
}

void ProcessTable::forget_pidfd(Member& member) {
  if (!member.pidfd) return;
  by_pidfd_.erase(member.pidfd->get());
  poller_.remove(member.pidfd->get());
  member.pidfd.reset();
}

int ProcessTable::remove(pid_t pid) {
  const auto found = members_.find(pid);
  if (found == members_.end()) return -1;
  Member member = std::move(found->second);
  members_.erase(found);
  std::erase_if(foretold_, [&](const auto& entry) { return entry.second == pid; });
  forget_pidfd(member);
  wake_who_waits_for(member.role.name);
  // With a process, its locks are gone, and what else it had to do with an object.
  for (auto& [other, waiting] : members_) {
    Role& role = waiting.role;
    const probe::ObjectRef& object = role.next.object;
    const auto& holders = holders_.of(object);
    const bool concerned =
        loses_by_an_end(object.type) || is_several(object) ||
        std::find(holders.begin(), holders.end(), choice::Holder{pid}) != holders.end();
    if (role.standing == Standing::blocked && concerned) role.standing = Standing::ready;
  }
  holders_.on_end(pid);
  return member.slot;
}

void ProcessTable::wake_waiters(const probe::ObjectRef& object) {
  if (object.empty()) return;
  for (auto& [pid, member] : members_) {
    Role& role = member.role;
    if (role.standing == Standing::blocked &&
        (role.next.object == object || is_several(role.next.object)))
      role.standing = Standing::ready;
  }
}

void ProcessTable::wake_who_waits_for(const std::string& process) {
  for (auto& [pid, member] : members_) {
    Role& role = member.role;
    if (role.standing == Standing::blocked && role.next.peer_name == process)
      role.standing = Standing::ready;
  }
}

ProcessTable::Stillness ProcessTable::stillness() const {
  const auto acts = [](const auto& entry) {
    const Member& member = entry.second;
    return member.role.standing == Standing::busy && !member.stands_by && !member.has_ended;
  };
  if (std::any_of(members_.begin(), members_.end(), acts)) return Stillness::acting;
  // A process that has just sent a notice is on its way to its gate, and no
  // other could have affected it since. Any other one may have been sent a
  // signal, or may die with a process that has just ended.
  const auto is_still = [](const auto& entry) {
    const Member& member = entry.second;
    return member.has_ended || member.has_spoken || os::is_at_rest(entry.first);
  };
  const bool all_still = std::all_of(members_.begin(), members_.end(), is_still);
  return all_still ? Stillness::still : Stillness::settling;
}

pid_t ProcessTable::standing_by() const {
  const Member* youngest = nullptr;
  for (const auto& [pid, member] : members_) {
    const bool is_younger = !youngest || member.role.number > youngest->role.number;
    if (member.stands_by && !member.has_ended && is_younger) youngest = &member;
  }
  return youngest ? youngest->role.pid : 0;
}

bool ProcessTable::all_wait() const {
  return std::none_of(members_.begin(), members_.end(), [](const auto& entry) {
    const Role& role = entry.second.role;
    return role.standing == Standing::busy || role.standing == Standing::asleep || role.until;
  });
}

std::vector<const ProcessTable::Member*> ProcessTable::in_order() const {
  std::vector<const Member*> members;
  for (const auto& [pid, member] : members_) members.push_back(&member);
  std::sort(members.begin(), members.end(),
            [](const Member* a, const Member* b) { return a->role.number < b->role.number; });
  return members;
}

bool ProcessTable::all_sleep() const {
  return std::all_of(members_.begin(), members_.end(), [](const auto& entry) {
    const auto state = os::state_of(entry.first);
    return state && state->state == 'S';
  });
}

Point ProcessTable::point(os::Stamp clock, bool in_time) const {
  Point point;
  point.met = met_;
  point.clock = clock;
  os::Stamp earliest = os::Stamp::max();
  for (const Member* member : in_order()) {
    Role& role = point.roles.emplace_back(member->role);
    role.gives_up = role.until.has_value();
    role.limit = role.until;
    role.holds = holders_.held_by(role.pid);
    if (role.standing == Standing::blocked) role.held_by = holders_.of(role.next.object);
    // Its time came while others were chosen.
    const bool waits = role.standing != Standing::busy;
    if (waits && role.until && *role.until <= clock) role.standing = Standing::ready;
    if (role.standing == Standing::ready) {
      role.until.reset();
      earliest = os::Stamp::min();
    }
    if (role.until) earliest = std::min(earliest, *role.until);
  }
  for (Role& role : point.roles) {
    const bool goes_on_in_time = role.until && (!in_time || *role.until == earliest);
    role.may_act = role.standing == Standing::ready || goes_on_in_time;
  }
  return point;
}

void ProcessTable::let_go(pid_t pid) {
  for (auto& [other, member] : members_) member.has_spoken = false;
  Member& member = add(pid);
  member.role.standing = Standing::busy;
  member.stands_by = false;
}

int ProcessTable::number_of(pid_t pid) const {
  const auto found = members_.find(pid);
  return found == members_.end() ? 0 : found->second.role.number;
}

int ProcessTable::slot_of(pid_t pid) const {
  return members_.at(pid).slot;
}

choice::Wait ProcessTable::wait_of(const Member& member) const {
  const Role& role = member.role;
  choice::Wait wait;
  wait.pid = role.pid;
  wait.name = role.name;
  using Does = choice::Wait::Does;
  const auto state = os::state_of(role.pid);
  const bool is_held = role.standing == Standing::ready && !member.has_tried;
  const bool tries = role.standing == Standing::blocked || role.standing == Standing::ready;
  const probe::Act& act = tries ? role.next : member.last;
  const bool waits = tries || act.kind == probe::Kind::wait || act.kind == probe::Kind::reap ||
                     act.kind == probe::Kind::block;
  if (state && state->state == 'T') {
    wait.does = Does::stay_stopped;
  } else if (is_held) {
    wait.does = Does::stay_held;
    wait.act = probe::name_of(role.next.kind);
  } else if (role.standing == Standing::asleep) {
    wait.does = Does::sleep;
    wait.line = role.next.line;
  } else if (!waits) {
    wait.does = Does::nothing;
    wait.act = probe::name_of(act.kind);
    wait.line = act.line;
  } else {
    wait.process = act.peer;
    wait.object = act.target();
    wait.type = act.object.type;
    wait.line = act.line;
    wait.held_by = holders_.of(act.object);
  }
  return wait;
}

choice::WaitGraph ProcessTable::waits() const {
  choice::WaitGraph graph;
  for (const Member* member : in_order()) graph.add(wait_of(*member));
  return graph;
}

}  // namespace stage
