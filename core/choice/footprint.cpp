#include "core/choice/footprint.hpp"

#include <algorithm>

namespace choice {

using probe::Kind;
using probe::ObjectType;

Footprint::Touch Footprint::Touch::of(const probe::ObjectRef& object, bool writes) {
  const bool has_type = object.type != probe::ObjectType::other;
  return {What::object, writes, object.type, object.number, has_type ? std::string() : object.name};
}

Footprint::Footprint(const Role& role, bool honours_sleep) {
  const probe::Act& act = role.next;
  if (role.standing == Standing::asleep) {
    everything_ = honours_sleep;
    return;
  }
  using What = Touch::What;
  const ObjectType type = act.object.type;
  if (type == ObjectType::pool) {
    // A pool is two objects: its tasks, and what comes back. Results do not get in
    // each other's way, only in the parent's, who waits for them.
    const bool hands_in = act.kind == Kind::task && act.status;
    const bool waits = act.kind == Kind::get;
    touches_ = {hands_in || waits ? Touch{What::results, waits, type, act.object.number}
                                  : Touch::of(act.object, true)};
    return;
  }
  switch (act.kind) {
    case Kind::print:
      touches_ = {{What::output, true}};
      break;
    case Kind::put:
    case Kind::get:
    case Kind::send:
    case Kind::recv:
    case Kind::lock:
    case Kind::unlock:
    case Kind::task:
    case Kind::close:
      touches_ = {Touch::of(act.object, !(act.kind == Kind::get && is_memory(type)))};
      break;
    case Kind::wait:
      if (!role.gives_up) break;
      [[fallthrough]];
    case Kind::reap:
      touches_ = {{What::process, false, ObjectType::other, 0, act.peer_name}};
      break;
    case Kind::exit:
      // Its ends of pipes close, and a pool manages its workers.
      touches_ = {{What::process, true, ObjectType::other, 0, role.name},
                  {What::object, true, ObjectType::pipe, Touch::kEvery},
                  {What::results, true, ObjectType::pool, Touch::kEvery}};
      for (const auto& object : role.holds) touches_.push_back(Touch::of(object, true));
      break;
    case Kind::terminate:
      everything_ = true;
      break;
    default:
      break;  // fork, sleep: no other process can notice when
  }
}

bool Footprint::Touch::overlaps(const Touch& other) const {
  if (!writes && !other.writes) return false;
  if (what != other.what || type != other.type) return false;
  // Two processes may end in either order.
  if (number == kEvery || other.number == kEvery) return number != other.number;
  return number == other.number && name == other.name;
}

bool Footprint::conflicts_with(const Footprint& other) const {
  if (everything_ || other.everything_) return true;
  return std::any_of(touches_.begin(), touches_.end(), [&](const Touch& touch) {
    return std::any_of(other.touches_.begin(), other.touches_.end(),
                       [&](const Touch& theirs) { return touch.overlaps(theirs); });
  });
}

bool must_await_end(const probe::Act& waiting, const probe::Act& act, const std::string& actor) {
  if (waiting.kind != Kind::reap) return false;
  const bool ends_it = act.kind == Kind::exit && actor == waiting.peer_name;
  return ends_it || (act.kind == Kind::terminate && act.peer_name == waiting.peer_name);
}

bool is_exclusive(probe::ObjectType type) {
  return type == probe::ObjectType::lock || is_memory(type);
}

}  // namespace choice
