#include "core/choice/search.hpp"

#include <algorithm>
#include <utility>

namespace choice {
namespace {

const Role* find(const Point& point, int number) {
  const auto found = std::find_if(point.roles.begin(), point.roles.end(),
                                  [&](const Role& role) { return role.number == number; });
  return found == point.roles.end() ? nullptr : &*found;
}

bool is_same(const probe::Act& one, const probe::Act& other) {
  return one.kind == other.kind && one.object == other.object && one.peer_name == other.peer_name &&
         one.line == other.line;
}

}  // namespace

const Search::Waiting* Search::Node::find(int number) const {
  const auto found = std::find_if(waiting.begin(), waiting.end(),
                                  [&](const Waiting& one) { return one.number == number; });
  return found == waiting.end() ? nullptr : &*found;
}

// ---- directing a run

std::optional<std::size_t> Search::choose(const Point& point) {
  settle(point);
  if (astray_) return std::nullopt;
  if (depth_ == nodes_.size()) {
    nodes_.push_back(make_node(point));
    for (const Waiting& one : nodes_.back().waiting) find_races(one);
  } else {
    look_again(point);
  }
  Node& node = nodes_[depth_];
  const auto number = pick(node, point);
  if (!number) {
    cut_ = true;
    return std::nullopt;
  }
  const Role* role = find(point, *number);
  if (role && !role->may_act && role->until) {
    const auto other = who_holds_up_time(node, point);
    role = other ? find(point, *other) : nullptr;
    finding_out_ = other.value_or(0);
  }
  const Waiting* expected = role ? node.find(role->number) : nullptr;
  if (!role || !role->may_act || !expected || !is_same(role->next, expected->act)) {
    astray_ = true;
    return std::nullopt;
  }
  node.chosen = *number;
  has_chosen_ = true;
  return static_cast<std::size_t>(role - point.roles.data());
}

/// Records the result of the last choice.
void Search::settle(const Point& point) {
  if (!std::exchange(has_chosen_, false)) return;
  Node& node = nodes_[depth_];
  if (const int number = std::exchange(finding_out_, 0)) {
    astray_ = !has_failed(number, point);
    return;
  }
  if (!has_failed(node.chosen, point)) return note_act();
  node.disabled.insert(std::exchange(node.chosen, 0));
}

/// At the same point as before, but one more process is known to wait: then
/// time may pass.
void Search::look_again(const Point& point) {
  Node& node = nodes_[depth_];
  for (Waiting& one : node.waiting) {
    const Role* role = find(point, one.number);
    one.may_act = role && role->may_act;
    if (!terms_.prunes && one.may_act) node.to_try.insert(one.number);
  }
}

void Search::stuck(const Point& point) {
  settle(point);
  if (depth_ < nodes_.size()) return;
  const Node last = make_node(point);
  for (const Waiting& one : last.waiting) find_races(one);
}

Search::Node Search::make_node(const Point& point) const {
  Node node;
  node.met = point.met;
  for (const Role& role : point.roles) {
    node.waiting.push_back({role.number, role.name, role.next,
                            Footprint(role, terms_.honours_sleep), role.holds, role.may_act,
                            role.gives_up});
    if (!terms_.prunes && role.may_act) node.to_try.insert(role.number);
  }
  if (depth_ == 0) return node;
  // A process in the sleep set, or one that had to wait, stays so until an act
  // that concerns it.
  const Node& before = nodes_[depth_ - 1];
  const Footprint& act = before.find(before.chosen)->footprint;
  const auto inherit = [&](const Numbers& from, Numbers& to) {
    for (const int number : from) {
      const Waiting* one = before.find(number);
      if (one && number != before.chosen && !one->footprint.conflicts_with(act)) to.insert(number);
    }
  };
  inherit(before.disabled, node.disabled);
  if (terms_.prunes) inherit(before.asleep, node.asleep);
  return node;
}

/// Whether the chosen process has found that it must wait: then nothing has
/// changed.
bool Search::has_failed(int number, const Point& point) const {
  const Node& node = nodes_[depth_];
  const Role* role = find(point, number);
  return role && role->standing == Standing::blocked && !role->gives_up &&
         is_same(role->next, node.find(number)->act);
}

std::optional<int> Search::pick(Node& node, const Point& point) const {
  if (node.chosen != 0) return node.chosen;
  const auto is_open = [&](int number) {
    return node.asleep.count(number) == 0 && node.disabled.count(number) == 0;
  };
  for (const int number : node.to_try) {
    if (is_open(number)) return number;
  }
  // A node that has been tried needs no more processes; a new one needs one.
  const bool is_new = std::all_of(node.to_try.begin(), node.to_try.end(),
                                  [&](int number) { return node.disabled.count(number) != 0; });
  if (!is_new) return std::nullopt;
  Point open = point;
  for (Role& role : open.roles) role.may_act = role.may_act && is_open(role.number);
  if (!anyone_may_act(open)) return who_finds_out(node, point);
  const int number = open.roles[first_in_time(open)].number;
  node.to_try.insert(number);
  return number;
}

/// All remaining processes must wait, which the stage does not know before they
/// have tried. So they try, and then the run ends.
std::optional<int> Search::who_finds_out(const Node& node, const Point& point) {
  std::optional<int> number;
  for (const Role& role : point.roles) {
    if (!role.may_act) continue;
    if (node.disabled.count(role.number) == 0) return std::nullopt;
    number = role.number;
  }
  return number;
}

/// Time does not pass while a process seems ready. Earlier runs have shown that
/// it must wait; let it find that out now, too.
std::optional<int> Search::who_holds_up_time(const Node& node, const Point& point) {
  for (const Role& role : point.roles) {
    if (role.may_act && node.disabled.count(role.number) != 0) return role.number;
  }
  return std::nullopt;
}

bool Search::advance() {
  depth_ = 0;
  finding_out_ = 0;
  has_chosen_ = cut_ = astray_ = false;
  clocks_.clear();
  for (; !nodes_.empty(); nodes_.pop_back()) {
    Node& node = nodes_.back();
    if (node.chosen != 0) node.asleep.insert(std::exchange(node.chosen, 0));
    for (const int number : node.to_try) {
      if (node.asleep.count(number) != 0 || node.disabled.count(number) != 0) continue;
      node.chosen = number;
      return true;
    }
  }
  return false;
}

// ---- happens-before

void Search::note_act() {
  Node& node = nodes_[depth_];
  const Waiting& actor = *node.find(node.chosen);
  Clock clock = clock_of(node.chosen);
  clock.resize(static_cast<std::size_t>(node.met) + 1);
  for (std::size_t i = 0; i < depth_; ++i) {
    const Node& earlier = nodes_[i];
    if (!earlier.find(earlier.chosen)->footprint.conflicts_with(actor.footprint)) continue;
    for (std::size_t k = 0; k < earlier.clock.size(); ++k)
      clock[k] = std::max(clock[k], earlier.clock[k]);
  }
  clock[static_cast<std::size_t>(node.chosen)] = depth_ + 1;
  node.clock = clock;
  // A process that is new at the next point was created by this act.
  clocks_.resize(clock.size());
  clocks_[static_cast<std::size_t>(node.chosen)] = std::move(clock);
  ++depth_;
}

/// The clock of the latest act of a process, or of the act that created it.
const Search::Clock& Search::clock_of(int number) const {
  static const Clock nothing;
  const auto index = static_cast<std::size_t>(number);
  if (index < clocks_.size() && !clocks_[index].empty()) return clocks_[index];
  for (std::size_t i = 0; i < depth_; ++i) {
    if (nodes_[i].met < number && (i + 1 == depth_ || nodes_[i + 1].met >= number))
      return nodes_[i].clock;
  }
  return nothing;
}

bool Search::precedes(std::size_t act, const Clock& clock) const {
  const auto actor = static_cast<std::size_t>(nodes_[act].chosen);
  return actor < clock.size() && clock[actor] > act;
}

// ---- races

/// Looks for earlier acts that conflict with what `one` is about to do, and
/// could as well have come after it.
void Search::find_races(const Waiting& one) {
  if (!terms_.prunes) return;
  const Clock& clock = clock_of(one.number);
  std::vector<std::size_t> races;
  for (std::size_t act = depth_; act-- > 0;) {
    const Node& node = nodes_[act];
    const bool conflicts = node.find(node.chosen)->footprint.conflicts_with(one.footprint);
    if (!conflicts || precedes(act, clock) || cannot_be_turned_round(act, one)) continue;
    // Reversing a later race will bring these two together by itself.
    const bool hidden = std::any_of(races.begin(), races.end(), [&](std::size_t later) {
      return precedes(act, nodes_[later].clock);
    });
    if (hidden) continue;
    races.push_back(act);
    add_alternative(act, one);
  }
}

bool Search::cannot_be_turned_round(std::size_t act, const Waiting& later) const {
  const Node& node = nodes_[act];
  const Waiting* then = node.find(later.number);
  if (then && is_same(then->act, later.act)) {
    const bool had_to_wait = !then->may_act || node.disabled.count(later.number) != 0;
    if (had_to_wait) return true;
  }
  if (later.gives_up) return false;  // it would act, but differently
  const Waiting& actor = *node.find(node.chosen);
  if (must_await_end(later.act, actor.act, actor.name)) return true;
  const probe::ObjectRef& object = later.act.object;
  const bool is_held = later.act.kind != probe::Kind::unlock && is_exclusive(object.type) &&
                       std::any_of(node.waiting.begin(), node.waiting.end(), [&](const auto& one) {
                         return one.number != later.number &&
                                std::count(one.holds.begin(), one.holds.end(), object) != 0;
                       });
  return is_held || finds_nothing(act, later);
}

std::vector<std::size_t> Search::acts_without(std::size_t act) const {
  std::vector<std::size_t> without;
  for (std::size_t next = act + 1; next < depth_; ++next) {
    if (!precedes(act, nodes_[next].clock)) without.push_back(next);
  }
  return without;
}

/// Whether `taker` would find an empty queue or pipe if it came before `act`.
/// Only saves runs: it would have to wait there.
bool Search::finds_nothing(std::size_t act, const Waiting& taker) const {
  using probe::Kind;
  const bool takes = taker.act.kind == Kind::get || taker.act.kind == Kind::recv;
  const probe::ObjectType type = taker.act.object.type;
  const bool hands_over = type == probe::ObjectType::queue || type == probe::ObjectType::pipe;
  if (!takes || !hands_over) return false;
  int items = 0;
  bool is_known = true;
  const auto count = [&](std::size_t index, int taken) {
    const Waiting& actor = *nodes_[index].find(nodes_[index].chosen);
    if (!actor.footprint.conflicts_with(taker.footprint)) return;
    const Kind kind = actor.act.kind;
    if (!actor.gives_up && (kind == Kind::put || kind == Kind::send)) {
      ++items;
    } else if (!actor.gives_up && (kind == Kind::get || kind == Kind::recv)) {
      items -= taken;
    } else {
      is_known = false;  // a try, which may do nothing; or closed, which it can notice
    }
  };
  for (std::size_t index = 0; index < act; ++index) count(index, 1);
  // Of these acts, a take may come later.
  for (const std::size_t index : acts_without(act)) count(index, 0);
  return is_known && items <= 0;
}

/// At the point before `act`, adds a process to try that starts the acts
/// independent of it and leads to `later` acting first.
void Search::add_alternative(std::size_t act, const Waiting& later) {
  const auto without = acts_without(act);
  std::vector<int> beginners;
  for (auto next = without.begin(); next != without.end(); ++next) {
    const bool is_first = std::none_of(without.begin(), next, [&](std::size_t earlier) {
      return precedes(earlier, nodes_[*next].clock);
    });
    if (is_first) beginners.push_back(nodes_[*next].chosen);
  }
  const Clock& clock = clock_of(later.number);
  const bool is_first = std::none_of(without.begin(), without.end(), [&](std::size_t earlier) {
    const Node& node = nodes_[earlier];
    return precedes(earlier, clock) ||
           node.find(node.chosen)->footprint.conflicts_with(later.footprint);
  });
  if (is_first) beginners.push_back(later.number);
  Node& node = nodes_[act];
  const bool is_tried = std::any_of(beginners.begin(), beginners.end(), [&](int number) {
    return node.to_try.count(number) != 0 || node.asleep.count(number) != 0;
  });
  if (!is_tried && !beginners.empty()) node.to_try.insert(beginners.back());
}

}  // namespace choice
