#include "tests/support/pages/toy_stage.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/record/act_text.hpp"

namespace support {
namespace {

using choice::Standing;
using probe::Kind;

std::string name_of(int number) {
  return number == 1 ? "parent" : fmt::format("child-{}", number - 1);
}

int number_of(const std::string& name) {
  return name == "parent" ? 1 : std::stoi(name.substr(name.find('-') + 1)) + 1;
}

/// Of an act; an exit's object is the process that ends.
choice::Footprint footprint_of(const std::string& process, const probe::Act& act) {
  using choice::Footprint;
  Footprint footprint;
  footprint.kind =
      probe::is_memory(act.object.type) ? Footprint::Kind::memory : Footprint::Kind::ordered;
  footprint.object = act.target();
  footprint.end = 1;
  footprint.changes = act.kind == Kind::put;
  if (act.kind == Kind::print) footprint.object = "the output";
  if (act.kind == Kind::exit) footprint.object = process;
  if (act.kind == Kind::fork) footprint.object.clear();
  return footprint;
}

}  // namespace

std::string ToyStage::run(choice::Scheduler& scheduler) {
  consumer_ = nullptr;
  return act_out(scheduler);
}

std::string ToyStage::run(choice::Scheduler& scheduler, record::Consumer& consumer) {
  consumer_ = &consumer;
  consumer.begin({});
  const std::string outcome = act_out(scheduler);
  record::End end;
  if (outcome.find("stuck") != outcome.npos) end.status = "deadlock";
  if (outcome.empty()) end.status = "interrupted";
  consumer.end(end);
  return outcome;
}

/// An act has been done; it is told with what is known of it then.
void ToyStage::tell(int number, probe::Act act) {
  if (!consumer_) return;
  record::Event event;
  event.process = event.pid = number;
  event.name = name_of(number);
  event.act = std::move(act);
  consumer_->event(event);
}

std::string ToyStage::act_out(choice::Scheduler& scheduler) {
  actors_ = {{1, {}}};
  holders_.clear();
  queues_.clear();
  values_.clear();
  printed_.clear();
  met_ = 1;
  probe::Act start;
  tell(1, start);
  for (;;) {
    const choice::Point now = point();
    if (now.roles.empty()) return outcome(false);
    if (!anyone_may_act(now)) {
      scheduler.stuck(now);
      return outcome(true);
    }
    const auto choice = scheduler.choose(now);
    if (!choice) return "";
    act(now.roles[*choice].number);
  }
}

probe::Act ToyStage::act_of(int number, const Actor& actor) const {
  const auto& acts = program_.at(number);
  probe::Act act;
  act.kind = Kind::exit;
  act.line = static_cast<int>(actor.next);
  if (actor.next < acts.size()) {
    act.kind = acts[actor.next].kind;
    record::set_object(act, acts[actor.next].object);
  }
  return act;
}

choice::Role ToyStage::role_of(int number, const Actor& actor) const {
  choice::Role role;
  role.number = number;
  role.name = name_of(number);
  role.next = act_of(number, actor);
  role.standing = actor.waits ? Standing::blocked : Standing::ready;
  role.may_act = !actor.waits;
  const auto& acts = program_.at(number);
  role.gives_up = actor.next < acts.size() && acts[actor.next].gives_up;
  for (const auto& [object, holder] : holders_) {
    if (holder == number) role.holds.push_back(probe::ObjectRef::parse(object));
  }
  if (tells_state_) {
    role.footprint = footprint_of(role.name, role.next);
    role.learned.add(actor.next);
    for (const std::string& one : actor.got) role.learned.add(one);
  }
  return role;
}

choice::Digest ToyStage::contents() const {
  choice::Digest all;
  for (const auto& [object, holder] : holders_)
    all.add(object).add(static_cast<std::uint64_t>(holder));
  for (const auto& [object, items] : queues_) {
    all.add(object);
    for (const std::string& item : items) all.add(item);
  }
  for (const auto& [object, value] : values_)
    all.add(object).add(static_cast<std::uint64_t>(value));
  return all;
}

choice::Point ToyStage::point() const {
  choice::Point point;
  point.met = met_;
  for (const auto& [number, actor] : actors_) {
    if (!actor.ended) point.roles.push_back(role_of(number, actor));
  }
  if (tells_state_) point.contents = contents();
  return point;
}

void ToyStage::act(int number) {
  Actor& actor = actors_[number];
  const auto& acts = program_.at(number);
  std::string touched = name_of(number);
  probe::Act told = act_of(number, actor);
  if (actor.next == acts.size()) {
    actor.ended = true;
    told.status = 0;
    tell(number, told);
  } else {
    const ToyAct& act = acts[actor.next];
    const bool done = try_act(number, actor, act);
    if (done) {
      // What is printed tells what was got.
      if (act.kind == Kind::print)
        told.text = fmt::format("{} {}", actor.next, actor.got.empty() ? "" : actor.got.back());
      if (act.kind == Kind::get) told.value = actor.got.back();
      if (act.kind == Kind::put) told.value = put_;
      if (act.kind == Kind::fork || act.kind == Kind::reap) told.peer = number_of(act.object);
      if (act.kind == Kind::reap) told.status = 0;
      tell(number, told);
      if (act.kind == Kind::fork) tell(*told.peer, {});
    }
    if (!done && !act.gives_up) {
      actor.waits = true;
      return;
    }
    if (!done) actor.got.push_back("nothing");
    ++actor.next;
    touched = act.object;
  }
  for (auto& [other, waiting] : actors_) {
    if (waiting.waits && act_of(other, waiting).target() == touched) waiting.waits = false;
  }
}

bool ToyStage::try_act(int number, Actor& actor, const ToyAct& act) {
  switch (act.kind) {
    case Kind::print:
      printed_ += fmt::format("{}:{} ", name_of(number), actor.next);
      return true;
    case Kind::fork:
      actors_.try_emplace(number_of(act.object));
      met_ = std::max(met_, number_of(act.object));
      return true;
    case Kind::reap:
      return actors_.at(number_of(act.object)).ended;
    case Kind::lock:
      return holders_.try_emplace(act.object, number).second;
    case Kind::unlock:
      holders_.erase(act.object);
      return true;
    case Kind::put: {
      // A value is set to one more than the process last read.
      if (act.object.starts_with("value-")) {
        values_[act.object] = actor.got.empty() ? 1 : std::atoi(actor.got.back().c_str()) + 1;
        put_ = std::to_string(values_[act.object]);
        return true;
      }
      put_ = fmt::format("{}:{}", name_of(number), actor.next);
      queues_[act.object].push_back(put_);
      return true;
    }
    case Kind::get: {
      if (act.object.starts_with("value-")) {
        actor.got.push_back(std::to_string(values_[act.object]));
        return true;
      }
      auto& queue = queues_[act.object];
      if (queue.empty()) return false;
      actor.got.push_back(queue.front());
      queue.erase(queue.begin());
      return true;
    }
    default:
      return true;
  }
}

std::string ToyStage::outcome(bool stuck) const {
  std::string text = printed_ + (stuck ? "stuck " : "");
  for (const auto& [number, actor] : actors_) {
    text +=
        fmt::format("{} got {} at {}; ", name_of(number), fmt::join(actor.got, ","), actor.next);
  }
  for (const auto& [name, value] : values_) text += fmt::format("{} is {} ", name, value);
  return text;
}

ToyProgram random_program(std::mt19937& random) {
  const auto below = [&](unsigned limit) { return static_cast<int>(random() % limit); };
  const auto numbered = [&](const char* type, unsigned limit) {
    return fmt::format("{}-{}", type, below(limit) + 1);
  };
  const auto random_act = [&]() -> ToyAct {
    switch (below(8)) {
      case 0:
        return {Kind::print, ""};
      case 1:
        return {Kind::lock, numbered("lock", 2), below(4) == 0};
      case 2:
        return {Kind::unlock, numbered("lock", 2)};
      case 3:
        return {Kind::put, "queue-1"};
      case 4:
        return {Kind::get, "queue-1", below(4) == 0};
      case 5:
        return {Kind::get, "value-1"};
      case 6:
        return {Kind::put, "value-1"};
      default:
        return {Kind::sleep, ""};
    }
  };
  ToyProgram program;
  const int children = 1 + below(2);
  const unsigned acts = children == 1 ? 5 : 3;
  auto& parent = program[1];
  for (int child = 1; child <= children; ++child) {
    parent.push_back({Kind::fork, fmt::format("child-{}", child)});
    auto& own = program[child + 1];
    for (int i = 1 + below(acts); i > 0; --i) own.push_back(random_act());
  }
  for (int i = below(acts); i > 0; --i) parent.push_back(random_act());
  if (below(2) == 0) parent.push_back({Kind::reap, "child-1"});
  if (below(2) == 0) parent.push_back(random_act());
  return program;
}

ToyProgram random_memory_program(std::mt19937& random) {
  const auto below = [&](unsigned limit) { return static_cast<int>(random() % limit); };
  const auto add_use = [&](std::vector<ToyAct>& acts) {
    const std::string value = fmt::format("value-{}", below(2) + 1);
    const std::string lock = fmt::format("lock-{}", below(2) + 1);
    const bool locks = below(3) != 0;
    if (locks) acts.push_back({Kind::lock, lock});
    if (below(4) != 0) acts.push_back({Kind::get, value});
    if (below(4) != 0) acts.push_back({Kind::put, value});
    if (locks) acts.push_back({Kind::unlock, lock});
    if (below(3) == 0) acts.push_back({Kind::print, ""});
  };
  ToyProgram program;
  const int children = 1 + below(2);
  for (int child = 1; child <= children; ++child) {
    program[1].push_back({Kind::fork, fmt::format("child-{}", child)});
    for (int i = 3 - children; i > 0; --i) add_use(program[child + 1]);
  }
  if (below(2) == 0) program[1].push_back({Kind::reap, "child-1"});
  add_use(program[1]);
  program[1].push_back({Kind::print, ""});
  return program;
}

}  // namespace support
