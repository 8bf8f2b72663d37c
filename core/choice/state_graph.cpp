#include "core/choice/state_graph.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "core/record/act_text.hpp"

namespace choice {
namespace {

/// Runs that should have come to a state and did not, until it is given up.
constexpr int kMostFailures = 3;

/// A wait that is given up is chosen twice: it is tried, and then its time is up.
constexpr int kMostTries = 2;

template <typename T>
bool contains(const std::vector<T>& all, const T& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

bool is_same_act(const probe::Act& one, const probe::Act& other) {
  return one.kind == other.kind && one.line == other.line &&
         record::object_text(one) == record::object_text(other);
}

const Role* role_numbered(const Point& point, int number) {
  const auto found = std::find_if(point.roles.begin(), point.roles.end(),
                                  [&](const Role& role) { return role.number == number; });
  return found == point.roles.end() ? nullptr : &*found;
}

/// A text without what the kernel chose: PIDs and addresses.
std::string without_numbers(const std::string& text) {
  std::string plain;
  std::size_t digits = 0;
  for (const char c : text + '\n') {
    const bool is_digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    digits = is_digit ? digits + 1 : 0;
    plain += c;
    if (digits >= 3) plain.resize(plain.size() - (digits == 3 ? 3 : 1));
    if (digits == 3) plain += '#';
  }
  return plain;
}

}  // namespace

// ---- names

StateGraph::StateId StateGraph::intern(const Digest& digest) {
  const auto [found, is_new] = ids_.try_emplace(digest, static_cast<StateId>(states_.size()));
  if (is_new) {
    states_.emplace_back();
    seen_.emplace_back();
  }
  return found->second;
}

StateGraph::Place StateGraph::intern_place(const std::string& place) {
  const auto [found, is_new] = places_.try_emplace(place, static_cast<Place>(place_names_.size()));
  if (is_new) place_names_.push_back(place);
  return found->second;
}

/// What has been printed since the last look.
std::vector<StateGraph::LineId> StateGraph::new_lines() {
  std::vector<LineId> ids;
  for (; lines_seen_ < run_.lines().size(); ++lines_seen_) {
    const auto [found, is_new] =
        line_ids_.try_emplace(run_.lines()[lines_seen_], static_cast<LineId>(lines_.size()));
    if (is_new) lines_.push_back(&found->first);
    ids.push_back(found->second);
  }
  return ids;
}

const Role* StateGraph::role_at(const Point& point, Place place) {
  const auto found = std::find_if(point.roles.begin(), point.roles.end(),
                                  [&](const Role& role) { return place_of(role) == place; });
  return found == point.roles.end() ? nullptr : &*found;
}

void StateGraph::complain(const std::string& what) {
  ++complaints_[what];
}

// ---- a run

void StateGraph::begin(const record::Run& run) {
  run_.begin(run);
  current_.reset();
  choice_.reset();
  lines_seen_ = 0;
  is_over_ = is_cut_ = is_astray_ = false;
}

std::optional<std::size_t> StateGraph::choose(const Point& point) {
  arrive(point);
  const auto index = pick(point);
  is_cut_ = !index;
  return index;
}

void StateGraph::stuck(const Point& point) {
  arrive(point);
  is_over_ = true;
}

void StateGraph::end(const record::End& end) {
  run_.end(end);
  if (is_cut_ || end.status == "interrupted") return;
  if (!is_over_ && choice_) {
    if (end.status == "hung") {
      // It computes, or waits for something outside: that is all that is known.
      add_edge(intern(Digest(run_.digest(nullptr)).add("hung").add(choice_->who)), nullptr);
      complain("a run did not end in time");
    } else {
      add_edge(intern(run_.digest(nullptr)), nullptr);
    }
  } else if (!current_) {
    current_ = intern(run_.digest(nullptr));  // nothing was done at all
  }
  State& last = states_[*current_];
  // A line that was begun and not finished stands last.
  End now{end.status, end.reason, new_lines()};
  if (!last.end) {
    last.end = std::move(now);
  } else if (last.end->ending != now.ending || last.end->lines != now.lines) {
    complain("a state ended in two ways");
  }
}

/// No process is between two acts: where has the last choice led?
void StateGraph::arrive(const Point& point) {
  if (choice_) {
    settle(point);
  } else if (!current_) {
    beginning_ = new_lines();
    current_ = intern(run_.digest(&point));
    if (*current_ != 0) complain("a run began in another way");
  }
  for (const Role& role : point.roles) has_looked_ |= role.has_looked;
  check_offer(point);
  look_around(point);
}

void StateGraph::settle(const Point& point) {
  Choice& choice = *choice_;
  const Role* now = role_numbered(point, choice.role.number);
  const bool has_done = run_.acts_of(choice.role.number) != choice.acts ||
                        (now && !(now->learned == choice.role.learned)) || !now;
  const bool has_failed =
      !has_done && now->standing == Standing::blocked && is_same_act(now->next, choice.role.next);
  if (has_failed) {
    if (now->gives_up && choice.choices < kMostTries) return;  // as soon as it may, it will
    must_wait(choice.who);
    choice_.reset();
    return;
  }
  if (!has_done) run_.went_on(choice.role.number, choice.role.next);
  add_edge(intern(run_.digest(&point)), &point);
}

/// It was tried in the current state.
void StateGraph::must_wait(Place who) {
  Seen& seen = seen_[*current_];
  seen.failures = 0;
  std::erase(seen.open, who);
  if (!contains(seen.waits, who)) seen.waits.push_back(who);
  if (std::exchange(seen.is_reduced, false)) {
    for (const Place place : std::exchange(seen.held_back, {})) seen.open.push_back(place);
  }
  const auto& edges = states_[*current_].edges;
  if (std::any_of(edges.begin(), edges.end(), [&](const Edge& edge) { return edge.who == who; }))
    complain("an act had to wait that had not before");
}

/// The choice has led to that state; `point` is there, unless the run has ended.
void StateGraph::add_edge(StateId to, const Point* point) {
  const Choice& choice = *choice_;
  Edge edge{choice.who, to, new_lines(), {}, choice.choices};
  for (int number = choice.met + 1; number <= run_.met(); ++number)
    edge.born.push_back(intern_place(run_.place_of(number)));
  State& from = states_[*current_];
  Seen& seen = seen_[*current_];
  seen.failures = 0;
  std::erase(seen.open, choice.who);
  if (seen.is_reduced && was_noticed(point)) {
    seen.is_reduced = false;
    for (const Place place : std::exchange(seen.held_back, {})) seen.open.push_back(place);
  }
  const auto is_it = [&](const Edge& other) { return other.who == edge.who; };
  const auto known = std::find_if(from.edges.begin(), from.edges.end(), is_it);
  const bool is_known = known != from.edges.end();
  const bool differs = is_known && (known->to != to || known->lines != edge.lines);
  if (contains(seen.waits, choice.who)) complain("an act had to wait, and then had not");
  if (differs) {
    complain("an act led to another state than before");
    is_astray_ = true;
  }
  const auto is_just_that = [&](const Edge& other) {
    return is_it(other) && other.to == to && other.lines == edge.lines;
  };
  if (!is_known || std::none_of(from.edges.begin(), from.edges.end(), is_just_that)) {
    from.edges.push_back(std::move(edge));
    ++edges_;
  }
  current_ = to;
  choice_.reset();
}

/// What a state offers follows from what it is.
void StateGraph::check_offer(const Point& point) {
  std::map<std::string, Digest> offers;
  for (const Role& role : point.roles) {
    Digest& offer = offers[run_.place_of(role.number)];
    offer.add(static_cast<std::uint64_t>(role.next.kind)).add(record::object_text(role.next));
    offer.add(static_cast<std::uint64_t>(role.next.line)).add(without_numbers(role.next.text));
    offer.add(without_numbers(record::value_text(role.next))).add(role.gives_up ? 1 : 0);
  }
  Digest all;
  all.add(offers.size());
  for (const auto& [place, offer] : offers) all.add(place).add(offer);
  Digest& known = seen_[*current_].offer;
  if (known == Digest()) {
    known = all;
  } else if (!(known == all)) {
    complain("a state offered something else than before");
    is_astray_ = true;
  }
}

/// Notes who could act, unless it has, or is known to wait.
void StateGraph::look_around(const Point& point) {
  Seen& seen = seen_[*current_];
  const State& state = states_[*current_];
  const bool is_new = state.edges.empty() && seen.open.empty() && seen.waits.empty();
  if (is_new && terms_.reduces) reduce(point);
  if (seen.is_reduced) return;
  for (const Role& role : point.roles) {
    const Place place = place_of(role);
    // It has tried before, in another state, and nothing has changed for it since.
    if (!role.may_act && contains(seen.open, place)) must_wait(place);
    if (!role.may_act || contains(seen.open, place)) continue;
    // Whose time could not come may have to wait no longer, once the others are known to.
    if (role.until) std::erase(seen.waits, place);
    if (contains(seen.waits, place)) continue;
    const bool has_acted = std::any_of(state.edges.begin(), state.edges.end(),
                                       [&](const Edge& edge) { return edge.who == place; });
    if (has_acted) continue;
    seen.open.push_back(place);
    seen.is_closed = false;
  }
}

/// Where one process's next act can be noticed by no other, it is enough to try that one:
/// whatever the others do, it could as well be done first. No act is put off for ever by
/// that, since no run comes to a state twice.
void StateGraph::reduce(const Point& point) {
  const auto unnoticed = std::find_if(point.roles.begin(), point.roles.end(),
                                      [&](const Role& role) { return is_unnoticed(role); });
  if (unnoticed == point.roles.end()) return;
  Seen& seen = seen_[*current_];
  seen.is_reduced = true;
  seen.open = {place_of(*unnoticed)};
  for (const Role& role : point.roles) {
    if (role.may_act && &role != &*unnoticed) seen.held_back.push_back(place_of(role));
  }
}

/// Beginning to sleep, waking up, and saying that one will wait for a process are a
/// process's own business, even if it is killed before or after. A fork is that of the
/// first process only, which no other one ends.
bool StateGraph::is_unnoticed(const Role& role) const {
  if (!role.may_act) return false;
  if (role.is_unnoticed) return true;
  if (terms_.source_keeps_account)
    return role.next.kind == probe::Kind::sleep && !terms_.honours_sleep;
  switch (role.next.kind) {
    case probe::Kind::sleep:
      return !terms_.honours_sleep;
    case probe::Kind::wait:
    case probe::Kind::reap:
      return !role.gives_up;
    case probe::Kind::fork:
      return role.number == 1;
    default:
      return false;
  }
}

/// Whether the last act has printed something, or has looked at what others do.
bool StateGraph::was_noticed(const Point* point) const {
  const Choice& choice = *choice_;
  if (run_.noticeable() != choice.noticeable || !point) return true;
  const Role* now = role_numbered(*point, choice.role.number);
  if (!now || !(now->learned == choice.role.learned)) return true;
  return std::any_of(point->roles.begin(), point->roles.end(), [&](const Role& role) {
    return role.number > choice.met && !(role.learned == choice.role.learned);
  });
}

// ---- who acts

std::optional<std::size_t> StateGraph::pick(const Point& point) {
  // Who gives up does so in the same state, as soon as it may.
  if (choice_) {
    const Role* again = role_numbered(point, choice_->role.number);
    if (again && again->may_act) {
      ++choice_->choices;
      return static_cast<std::size_t>(again - point.roles.data());
    }
    // Its time has not come: somebody else has to find out first that it must wait.
    if (choice_->is_planned) {
      way_.push_front(choice_->who);
    } else {
      must_wait(choice_->who);
    }
    choice_.reset();
  }
  if (const auto index = planned(point)) return index;
  if (follows_ && way_.empty() && !is_astray_) {
    // The way is done: to its end in the order of time.
    return take(point, first_in_time(point));
  }
  const Seen& seen = seen_[*current_];
  Point open = point;
  for (Role& role : open.roles) role.may_act = role.may_act && contains(seen.open, place_of(role));
  if (anyone_may_act(open)) return take(point, first_in_time(open));
  if (auto way = way_to_open(*current_)) {
    way_.assign(way->begin(), way->end());
    if (const auto index = planned(point)) return index;
  }
  // Who is left must wait, which the source knows only of those that have tried.
  const bool nobody_can_act = states_[*current_].edges.empty() && seen.open.empty();
  return nobody_can_act ? take(point, first_in_time(point)) : std::nullopt;
}

/// The next one on the way.
std::optional<std::size_t> StateGraph::planned(const Point& point) {
  if (way_.empty()) return std::nullopt;
  const Role* role = role_at(point, way_.front());
  if (role && role->may_act) {
    way_.pop_front();
    const auto index = take(point, static_cast<std::size_t>(role - point.roles.data()));
    choice_->is_planned = true;
    return index;
  }
  if (role && role->until) {
    // Time does not pass while somebody seems ready who is known to wait.
    const auto& waits = seen_[*current_].waits;
    for (std::size_t index = 0; index < point.roles.size(); ++index) {
      const Role& other = point.roles[index];
      const bool holds_up = other.standing == Standing::ready;
      if (other.may_act && holds_up && (contains(waits, place_of(other)) || other.gives_up))
        return take(point, index);
    }
  }
  way_.clear();
  is_astray_ = true;
  complain("an act could not be done again");
  return std::nullopt;
}

std::optional<std::size_t> StateGraph::take(const Point& point, std::size_t index) {
  if (index >= point.roles.size() || !point.roles[index].may_act) return std::nullopt;
  const Role& role = point.roles[index];
  choice_ = Choice{place_of(role), role, run_.acts_of(role.number), run_.noticeable(), run_.met()};
  return index;
}

/// The shortest way from a state to one where something is open; empty: there is none.
std::optional<std::vector<StateGraph::Place>> StateGraph::way_to_open(StateId from) {
  struct Step {
    StateId state;
    std::size_t before;
    Place who;
  };
  aim_.reset();
  if (seen_[from].is_closed) return std::nullopt;
  std::vector<Step> steps{{from, 0, 0}};
  met_in_.resize(states_.size());
  met_in_[from] = ++searches_;
  for (std::size_t at = 0; at < steps.size(); ++at) {
    const StateId state = steps[at].state;
    if (!seen_[state].open.empty()) {
      aim_ = state;
      std::vector<Place> way;
      for (std::size_t step = at; step != 0; step = steps[step].before)
        way.push_back(steps[step].who);
      std::reverse(way.begin(), way.end());
      return way;
    }
    for (const Edge& edge : states_[state].edges) {
      if (seen_[edge.to].is_closed) continue;
      if (std::exchange(met_in_[edge.to], searches_) == searches_) continue;
      steps.push_back({edge.to, at, edge.who});
    }
  }
  for (const Step& step : steps) seen_[step.state].is_closed = true;
  return std::nullopt;
}

void StateGraph::follow(std::vector<Place> way) {
  way_.assign(way.begin(), way.end());
  follows_ = true;
  aim_.reset();
}

bool StateGraph::advance() {
  follows_ = false;
  // Who should have come to something open, and has left it as it was, may try again.
  if (aim_ && !seen_[*aim_].open.empty() && ++seen_[*aim_].failures >= kMostFailures) {
    complain("an act could not be tried");
    seen_[*aim_].open.clear();
  }
  way_.clear();
  if (states_.empty()) return false;
  const auto way = way_to_open(0);
  if (!way) return false;
  way_.assign(way->begin(), way->end());
  return true;
}

// ---- what is known

bool StateGraph::is_complete() const {
  if (states_.empty() || !complaints_.empty() || has_looked_) return false;
  return seen_.front().is_closed;
}

bool StateGraph::is_open(StateId state) const {
  return !seen_[state].open.empty() || (states_[state].edges.empty() && !states_[state].end);
}

bool StateGraph::must_wait_in(StateId state, Place who) const {
  return contains(seen_[state].waits, who);
}

std::vector<std::string> StateGraph::reasons() const {
  std::vector<std::string> reasons;
  if (has_looked_) reasons.emplace_back("a process looked at others at a moment of its own");
  for (const auto& [what, times] : complaints_)
    reasons.push_back(times == 1 ? what : fmt::format("{} ({} times)", what, times));
  return reasons;
}

}  // namespace choice
