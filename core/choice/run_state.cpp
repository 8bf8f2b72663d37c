#include "core/choice/run_state.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "core/record/act_text.hpp"

namespace choice {
namespace {

using probe::Act;
using probe::Kind;
using probe::ObjectType;

/// Whether a value's description tells it from all others: one that is long, or made of
/// bytes, is shown as "12 bytes", "3 items" or "...", and quotes hide where a text ends.
bool is_exact(std::string_view value) {
  constexpr std::size_t kLongest = 76;
  const auto has = [&](std::string_view part) { return value.find(part) != value.npos; };
  return value.size() <= kLongest && !has("...") && !has(" byte") && !has(" item") && !has("\"");
}

/// What `value` was when a process with that history gave it away.
Digest identity_of(std::string_view value, const Digest& history) {
  Digest identity;
  identity.add(value);
  if (!is_exact(value)) identity.add(history);
  return identity;
}

Digest how_it_ended(const Act& act, bool condemned) {
  Digest how;
  how.add(static_cast<std::uint64_t>(act.status.value_or(-1)));
  how.add(static_cast<std::uint64_t>(act.signal.value_or(-1)));
  how.add(condemned ? 1 : 0);
  return how;
}

void add_act(Digest& history, const Act& act) {
  history.add(static_cast<std::uint64_t>(act.kind)).add(record::object_text(act));
  history.add(static_cast<std::uint64_t>(act.line));
}

/// Whether others cannot notice an act of this kind, whatever they do: see
/// StateGraph::is_unnoticed().
bool is_own_business(Kind kind) {
  return kind == Kind::sleep || kind == Kind::wait || kind == Kind::reap || kind == Kind::fork ||
         kind == Kind::start || kind == Kind::block || kind == Kind::wake;
}

/// Whether a traced program that waits for such an object has begun something that others
/// notice: a library takes a lock of its own before it waits.
bool waits_within(ObjectType type) {
  return type == ObjectType::queue || type == ObjectType::pool;
}

/// Whether a traced program does that by a call, or something beneath does it: not a word of
/// a library that says all about it.
bool is_call(const Act& act) {
  const std::string_view value = act.value;
  const bool polls = act.kind == Kind::look && act.object.type == ObjectType::pipe;
  if (!act.beneath.empty() || (act.kind >= Kind::exec && !polls)) return true;
  if (act.object.type >= ObjectType::fifo) return true;
  const bool is_counted = value.ends_with(" byte") || value.ends_with(" bytes");
  return act.object.type == ObjectType::pipe && (is_counted || value.empty());
}

}  // namespace

void RunState::begin(const record::Run& run) {
  collector_.begin(run);
  lives_.clear();
  births_.clear();
  objects_.clear();
  noticeable_ = 0;
  waits_ = 0;
  addresses_ = 0;
  address_order_ = {};
}

void RunState::end(const record::End& end) {
  collector_.end(end);
}

RunState::Life& RunState::life_of(const record::Event& event) {
  const auto number = static_cast<std::size_t>(std::max(event.process, 1));
  if (lives_.size() < number) lives_.resize(number);
  Life& life = lives_[number - 1];
  if (!life.place.empty()) return life;
  life.pid = event.pid;
  if (auto birth = births_.extract(event.pid)) {
    life.place = std::move(birth.mapped().place);
    life.history = birth.mapped().history;
  } else {
    life.place = fmt::format("{}", number);
  }
  return life;
}

/// How many waited for the same before it did: they get it first.
std::size_t RunState::waiting_before(const Life& life) const {
  return static_cast<std::size_t>(
      std::count_if(lives_.begin(), lives_.end(), [&](const Life& other) {
        return !other.ended && other.waits == life.waits && other.waits_since < life.waits_since;
      }));
}

RunState::Life* RunState::find(pid_t pid) {
  const auto found = std::find_if(lives_.rbegin(), lives_.rend(),
                                  [pid](const Life& life) { return life.pid == pid; });
  return found == lives_.rend() ? nullptr : &*found;
}

void RunState::event(const record::Event& event) {
  collector_.event(event);
  const Act& act = event.act;
  Life& life = life_of(event);
  if (!is_own_business(act.kind)) ++noticeable_;
  if (act.kind != Kind::block && act.beneath.empty()) life.waits.clear();
  switch (act.kind) {
    case Kind::start:
    case Kind::wake:
      return;
    case Kind::block:
      if (source_tells_state_ && waits_within(act.object.type)) {
        if (life.waits == act.object.to_string()) return;
        life.waits = act.object.to_string();
        life.waits_since = ++waits_;
        break;
      }
      // Who begins to wait for an event goes on once it is set, though it be cleared then.
      if (act.object.type != ObjectType::event) return;
      life.history.add(static_cast<std::uint64_t>(act.kind));
      life.history.add(objects_[act.object.to_string()].digest());
      break;
    case Kind::output:
      return note_addresses(life, act.text);
    case Kind::print:
      note_addresses(life, act.text);
      add_act(life.history, act);
      break;
    case Kind::fork:
      ++life.forks;
      add_act(life.history, act);
      if (act.peer)
        births_[*act.peer] = {fmt::format("{}.{}", life.place, life.forks),
                              Digest(life.history).add("child")};
      break;
    case Kind::exit:
    case Kind::signal:
      note_end(life, act);
      break;
    case Kind::wait:
    case Kind::sleep:
      add_act(life.history, act);
      life.history.add(record::value_text(act));
      break;
    case Kind::reap:
      add_act(life.history, act);
      life.history.add(how_it_ended(act, false));
      break;
    case Kind::terminate:
      add_act(life.history, act);
      if (Life* other = act.peer ? find(*act.peer) : nullptr; other) {
        other->condemned = true;
        other->history.add("signalled").add(static_cast<std::uint64_t>(act.signal.value_or(0)));
      }
      break;
    default:
      if (source_tells_state_ && is_call(act)) return;
      on_object(life, act);
  }
  ++life.acts;
}

/// A new address in a text has the next number, so that what later texts will be called
/// depends on who printed which first.
void RunState::note_addresses(const Life& life, const std::string& text) {
  constexpr std::string_view kAddress = "address-";
  for (auto at = text.find(kAddress); at != text.npos; at = text.find(kAddress, at + 1)) {
    int number = 0;
    const char* const digits = text.data() + at + kAddress.size();
    std::from_chars(digits, text.data() + text.size(), number);
    if (number <= addresses_) continue;
    addresses_ = number;
    address_order_.add(life.history);
  }
}

void RunState::note_end(Life& life, const Act& act) {
  life.ended = how_it_ended(act, life.condemned);
  life.history = {};
  for (auto& [name, object] : objects_) {
    if (object.type == ObjectType::barrier && object.results.count(life.place) != 0) {
      // Those who wait with it are told that it will never pass.
      object.results.clear();
      object.flag = true;
    }
    if (object.type == ObjectType::barrier) object.cells.erase(life.place);
    if (object.holder != life.place) continue;
    object.holder.clear();
    object.depth = 0;
    object.holder_died = object.type == ObjectType::lock || object.type == ObjectType::rlock;
  }
}

void RunState::on_object(Life& life, const Act& act) {
  add_act(life.history, act);
  Content& object = objects_[act.object.to_string()];
  object.type = act.object.type;
  switch (object.type) {
    case ObjectType::queue:
      return on_queue(life, act, object);
    case ObjectType::pool:
      return on_pool(life, act, object);
    case ObjectType::value:
    case ObjectType::array:
      return on_memory(life, act, object);
    case ObjectType::lock:
    case ObjectType::rlock:
      if (!act.value.empty()) begin_to_await(life, objects_[act.value]);
      return on_lock(life, act, object);
    case ObjectType::condition:
      return on_condition(life, act, object);
    case ObjectType::barrier:
      return on_barrier(life, act, object);
    case ObjectType::event:
      return on_event_object(life, act, object);
    case ObjectType::semaphore:
      return on_semaphore(life, act, object);
    default:
      return on_other(life, act, object);
  }
}

void RunState::on_queue(Life& life, const Act& act, Content& queue) {
  if (act.kind == Kind::put) {
    queue.items.push_back(identity_of(act.value, life.history));
  } else if (act.kind == Kind::get) {
    take_first(life, act, queue);
  } else {
    queue.flag = true;
  }
}

void RunState::take_first(Life& life, const Act& act, Content& from) {
  if (from.items.empty()) {
    // Something has put it there that no act told of.
    from.order.add(act.value).add(life.history);
    life.history.add(from.order);
    return;
  }
  life.history.add(from.items.front());
  from.items.pop_front();
}

void RunState::on_pool(Life& life, const Act& act, Content& pool) {
  switch (act.kind) {
    case Kind::put:
      pool.items.push_back(Digest(life.history).add(act.value));
      break;
    case Kind::task:
      if (act.status) {
        life.history.add(static_cast<std::uint64_t>(*act.status));
        pool.results[act.value] = life.history;
      } else {
        take_first(life, act, pool);
      }
      break;
    case Kind::get: {
      // "result of task 3", or "results of tasks 3 to 5".
      int first = 0, last = 0;
      const auto at = act.value.find_first_of("0123456789");
      const char* const end = act.value.data() + act.value.size();
      if (at != act.value.npos) std::from_chars(act.value.data() + at, end, first);
      const auto to = act.value.find(" to ");
      if (to != act.value.npos) std::from_chars(act.value.data() + to + 4, end, last);
      for (int task = first; task <= std::max(first, last); ++task)
        take_result(life, pool, fmt::format("task {}", task));
      break;
    }
    default:
      pool.flag = true;
  }
}

void RunState::take_result(Life& life, Content& pool, const std::string& task) {
  const auto result = pool.results.extract(task);
  life.history.add(result ? result.mapped() : Digest());
}

void RunState::on_memory(Life& life, const Act& act, Content& memory) {
  if (act.kind == Kind::lock || act.kind == Kind::unlock) return on_lock(life, act, memory);
  // "[3] = 7" of an array, "7" of a value; "[0, 3) = [1, 2, 3]" of a slice.
  const auto sign = act.value.find("] = ");
  const bool is_slice = act.value.starts_with("[") && act.value.find(") = ") != act.value.npos;
  const bool is_element = !is_slice && act.value.starts_with("[") && sign != act.value.npos;
  const std::string cell = is_element ? act.value.substr(0, sign) : std::string();
  if (act.kind == Kind::put) {
    if (is_slice) {
      memory.order = memory.digest().add(act.value).add(life.history);
      memory.cells.clear();
    } else {
      memory.cells[cell] = identity_of(act.value, life.history);
    }
  } else if (is_exact(act.value)) {
    life.history.add(act.value);
  } else {
    life.history.add(act.value).add(memory.digest());
  }
}

void RunState::on_lock(Life& life, const Act& act, Content& lock) {
  if (act.kind == Kind::lock) {
    lock.holder = life.place;
    lock.holder_died = false;
    ++lock.depth;
  } else if (--lock.depth <= 0) {
    lock.depth = 0;
    lock.holder.clear();
    lock.holder_died = false;
  }
}

void RunState::on_event_object(Life&, const Act& act, Content& event) {
  if (act.kind == Kind::unlock) {
    event.flag = true;
    ++event.count;
  } else if (act.kind == Kind::close) {
    event.flag = false;
  }
}

/// Who waits at a condition, and who was notified, follows from the order of these acts.
/// When the last one of them has been notified, or has given up, nothing is left of it.
void RunState::begin_to_await(const Life& life, Content& condition) {
  condition.type = ObjectType::condition;
  ++condition.count;
  condition.order.add(life.place).add(life.history);
}

void RunState::on_condition(Life& life, const Act& act, Content& condition) {
  if (act.kind == Kind::lock) return cease_to_await(condition);
  if (condition.count > 0) condition.order.add(life.place).add(life.history);
  life.history.add(act.value);  // how many it has notified
}

void RunState::cease_to_await(Content& condition) {
  if (--condition.count == 0) condition.order = {};
}

/// Those who have arrived are among the results, those who may pass among the cells.
void RunState::on_barrier(Life& life, const Act& act, Content& barrier) {
  if (act.kind == Kind::unlock) {
    life.history.add(act.value);  // as which of how many
    barrier.results[life.place] = {};
  } else if (act.kind == Kind::close) {
    barrier.results.clear();
    barrier.flag = act.value.empty();
  } else if (barrier.results.count(life.place) != 0) {
    // The one that arrived last goes first, and lets the others pass.
    barrier.results.erase(life.place);
    barrier.cells.merge(barrier.results);
  } else {
    barrier.cells.erase(life.place);
  }
}

void RunState::on_semaphore(Life&, const Act& act, Content& semaphore) {
  semaphore.count += act.kind == Kind::unlock ? 1 : -1;
}

void RunState::on_other(Life& life, const Act& act, Content& other) {
  if (act.kind == Kind::look) {
    life.history.add(record::value_text(act));
    return;
  }
  other.order.add(life.place).add(life.history).add(record::value_text(act)).add(act.text);
  life.history.add(other.order);
}

void RunState::went_on(int number, const Act& act) {
  Life& life = lives_[static_cast<std::size_t>(number) - 1];
  life.history.add("went on");
  life.waits.clear();
  ++life.acts;
  const auto object = objects_.find(act.object.to_string());
  if (act.kind != Kind::lock || object == objects_.end()) return;
  // Who has found that its holder died leaves it free.
  object->second.holder_died = false;
  if (object->second.type == ObjectType::condition) cease_to_await(object->second);
}

bool RunState::Content::is_blank() const {
  return items.empty() && results.empty() && cells.empty() && order == Digest() && holder.empty() &&
         !holder_died && count == 0 && !flag;
}

Digest RunState::Content::digest() const {
  Digest all;
  all.add(items.size());
  for (const Digest& item : items) all.add(item);
  all.add(results.size());
  for (const auto& [task, result] : results) all.add(task).add(result);
  all.add(cells.size());
  for (const auto& [cell, value] : cells) all.add(cell).add(value);
  all.add(order).add(holder).add(static_cast<std::uint64_t>(depth));
  return all.add(holder_died ? 1 : 0).add(static_cast<std::uint64_t>(count)).add(flag ? 1 : 0);
}

Digest RunState::digest(const Point* point) const {
  Digest all;
  std::vector<const Life*> lives;
  for (const Life& life : lives_) lives.push_back(&life);
  // The order of their appearance is no part of the state.
  std::sort(lives.begin(), lives.end(),
            [](const Life* a, const Life* b) { return a->place < b->place; });
  for (const Life* life : lives) {
    all.add(life->place).add(life->ended ? 1 : 0);
    all.add(life->ended ? *life->ended : life->history);
    if (!life->ended && !life->waits.empty())
      all.add("waits").add(life->waits).add(waiting_before(*life));
  }
  for (const auto& [name, object] : objects_) {
    if (!object.is_blank()) all.add(name).add(object.digest());
  }
  all.add(address_order_);
  if (!point) return all;
  if (point->contents) all.add(*point->contents);
  std::map<std::string, Digest> seen;  // of each process, what no act of it shows
  for (const Role& role : point->roles) {
    Digest& own = seen[place_of(role.number)];
    own.add(role.learned);
    if (!honours_sleep_ || !role.limit) continue;
    const auto left = std::max(*role.limit - point->clock, os::Stamp(0));
    own.add("limit").add(static_cast<std::uint64_t>(left.count()));
  }
  for (const auto& [place, own] : seen) all.add(place).add(own);
  return all;
}

std::size_t RunState::acts_of(int number) const {
  const auto index = static_cast<std::size_t>(number);
  return index >= 1 && index <= lives_.size() ? lives_[index - 1].acts : 0;
}

bool RunState::has_ended(int number) const {
  const auto index = static_cast<std::size_t>(number);
  return index >= 1 && index <= lives_.size() && lives_[index - 1].ended;
}

const std::string& RunState::place_of(int number) const {
  static const std::string unknown = "?";
  const auto index = static_cast<std::size_t>(number);
  return index >= 1 && index <= lives_.size() ? lives_[index - 1].place : unknown;
}

}  // namespace choice
