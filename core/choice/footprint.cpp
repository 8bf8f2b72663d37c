#include "core/choice/footprint.hpp"

#include <algorithm>

namespace choice {
namespace {

using probe::Kind;

/// A Value or an Array: its lock guards loads and stores, too.
bool is_memory(const std::string& object) {
  return object.starts_with("value-") || object.starts_with("array-");
}

/// A pool is two objects: its tasks, and its results. Results do not conflict
/// with each other, only with the parent, which waits for them.
bool belongs_to_pool(const std::string& object) {
  return object.starts_with("pool-");
}
constexpr const char* kResults = "results of ";

}  // namespace

Footprint::Footprint(const Role& role, bool honours_sleep) {
  const probe::Act& act = role.next;
  if (role.standing == Standing::asleep) {
    everything_ = honours_sleep;
    return;
  }
  if (belongs_to_pool(act.object)) {
    const bool hands_in = act.kind == Kind::task && act.status;
    const bool waits = act.kind == Kind::get;
    touches_ = hands_in || waits ? std::vector<Touch>{{kResults + act.object, waits}}
                                 : std::vector<Touch>{{act.object, true}};
    return;
  }
  switch (act.kind) {
    case Kind::print:
      touches_ = {{"output", true}};
      break;
    case Kind::put:
    case Kind::get:
    case Kind::send:
    case Kind::recv:
    case Kind::lock:
    case Kind::unlock:
    case Kind::task:
    case Kind::close:
      touches_ = {{act.object, !(act.kind == Kind::get && is_memory(act.object))}};
      break;
    case Kind::wait:
      if (!role.gives_up) break;
      [[fallthrough]];
    case Kind::reap:
      touches_ = {{act.object, false}};
      break;
    case Kind::exit:
      // Its ends of pipes close, and a pool manages its workers.
      touches_ = {{role.name, true}, {"pipe-*", true}, {kResults + std::string("pool-*"), true}};
      for (const auto& object : role.holds) touches_.push_back({object, true});
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
  const auto begins_as = [](const std::string& word, const std::string& pattern) {
    return word.compare(0, pattern.size() - 1, pattern, 0, pattern.size() - 1) == 0;
  };
  const bool any = object.ends_with('*');
  const bool any_other = other.object.ends_with('*');
  if (any && any_other) return false;  // two processes may end in either order
  if (any) return begins_as(other.object, object);
  return any_other ? begins_as(object, other.object) : object == other.object;
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
  const bool ends_it = act.kind == Kind::exit && actor == waiting.object;
  return ends_it || (act.kind == Kind::terminate && act.object == waiting.object);
}

bool is_exclusive(const std::string& object) {
  return object.starts_with("lock-") || is_memory(object);
}

}  // namespace choice
