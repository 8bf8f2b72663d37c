#include "core/stage/actor.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <utility>

#include "core/stage/exec_handoff.hpp"

namespace stage {
namespace {

/// "child-2" for the second child of the first process, "child-2.1" below it.
std::string child_name(const std::string& parent, int number) {
  return parent == "parent" ? fmt::format("child-{}", number)
                            : fmt::format("{}.{}", parent, number);
}

}  // namespace

record::Notice Actor::notice(record::Phase phase, const probe::Act& act) const {
  record::Notice notice;
  notice.phase = phase;
  notice.event.pid = pid_;
  notice.event.ppid = ::getppid();
  notice.event.name = name_;
  notice.event.act = act;
  return notice;
}

void Actor::enter() {
  send_start(nullptr);
}

void Actor::go_on_as(std::string name) {
  pid_ = ::getpid();
  name_ = std::move(name);
}

void Actor::send_start(const Birth* birth) {
  pid_ = ::getpid();
  slots_.claim(slot_);
  probe::Act act;
  act.kind = probe::Kind::start;
  if (birth) {
    act.file = birth->act.file;
    act.line = birth->act.line;
    act.fork_mode = birth->act.fork_mode;
  }
  record::Notice start = notice(record::Phase::done, act);
  start.slot = slot_;
  if (birth) start.origin = birth->origin;
  start.event.t = os::now();
  sender_.send(start);
  slots_.unmark(slot_);
}

void Actor::hold(const probe::Act& act, probe::Deadline deadline) {
  if (!slots_.holds()) return;
  record::Notice next = notice(record::Phase::next, act);
  next.until = deadline;
  sender_.send(next);
  slots_.await_turn(slot_);
}

void Actor::done(const probe::Act& act) {
  waits_ = stands_blocked_ = false;
  record::Notice done = notice(record::Phase::done, act);
  if (tried_at_) {
    done.event.t = std::exchange(tried_at_, std::nullopt);
  } else {
    // First the mark, then the stamp: see SharedSlots::watermark().
    slots_.mark(slot_, os::now());
    done.event.t = os::now();
  }
  sender_.send(done);
  // A process that has announced its exit stays marked until the director sees
  // it gone: nothing later than the exit is passed on before.
  if (act.kind != probe::Kind::exit) slots_.unmark(slot_);
}

void Actor::trying(const probe::Act&) {
  slots_.mark(slot_, os::now());
  tried_at_ = os::now();
}

bool Actor::blocked(const probe::Act& act, probe::Deadline deadline) {
  tried_at_.reset();
  slots_.unmark(slot_);
  // A process that waits for a child has reported that with its act `wait`, and
  // one that sleeps with `sleep`.
  const bool has_told = act.kind == probe::Kind::reap || act.kind == probe::Kind::sleep;
  if (!has_told && !std::exchange(waits_, true)) {
    probe::Act block = act;
    block.kind = probe::Kind::block;
    block.value.clear();
    done(block);
    waits_ = true;
  }
  const bool is_news = !std::exchange(stands_blocked_, true);
  if (is_news || slots_.holds()) {
    record::Notice blocked = notice(record::Phase::blocked, act);
    blocked.until = deadline;
    sender_.send(blocked);
  }
  if (!slots_.holds()) return false;
  slots_.await_turn(slot_);
  return true;
}

void Actor::gave_up(const probe::Act& act) {
  tried_at_.reset();
  stands_blocked_ = false;
  slots_.unmark(slot_);
  if (!waits_ && act.kind != probe::Kind::reap) return;
  probe::Act wake = act;
  wake.kind = probe::Kind::wake;
  wake.value.clear();
  done(wake);
}

void Actor::stand_by() {
  if (!slots_.holds()) return;
  sender_.send(notice(record::Phase::standing_by, {}));
  slots_.await_turn(slot_);
}

void Actor::learned(std::string_view what) {
  if (!slots_.holds()) return;
  probe::Act act;
  act.value = what;
  sender_.send(notice(record::Phase::learned, act));
}

probe::ObjectRef Actor::name_object(probe::ObjectType type, probe::Place place) {
  probe::ObjectRef object{type, slots_.count_object(type), names_.at(place)};
  // The number depends on what others have made before.
  learned(object.to_string());
  return object;
}

void Actor::forking(const probe::Act& act, const std::string& name) {
  slots_.mark(slot_, os::now());
  const os::Stamp at = os::now();
  birth_ = {act,
            {pid_, ::getppid(), at},
            name.empty() ? child_name(name_, children_born_ + 1) : name,
            -1};
  birth_.slot = slots_.reserve(at, slot_);
}

void Actor::forked_child() {
  kill_switch_.end_if_cut();
  slot_ = birth_.slot;
  name_ = birth_.name;
  children_born_ = 0;
  children_.clear();
  send_start(&birth_);
}

void Actor::forked_parent(pid_t child) {
  ++children_born_;
  children_[child] = birth_.name;
  record::Notice fork = notice(record::Phase::done, birth_.act);
  fork.event.t = birth_.origin.at;
  fork.event.act.peer = child;
  fork.event.act.peer_name = birth_.name;
  fork.slot = birth_.slot;
  sender_.send(fork);
  slots_.unmark(slot_);
  // The child reaches its first act first, so that the two never run at once.
  stand_by();
}

void Actor::fork_failed() {
  if (birth_.slot >= 0) slots_.release(birth_.slot);
  slots_.unmark(slot_);
}

probe::ExecHandoff Actor::exec_handoff() const {
  return make_exec_handoff({slots_.memory(), sender_.get(), kill_switch_.tied_end(), slot_, speed_,
                            name_, names_.told()});
}

std::string Actor::name_of(pid_t pid) const {
  if (pid == pid_) return name_;
  const auto found = children_.find(pid);
  return found == children_.end() ? std::string() : found->second;
}

}  // namespace stage
