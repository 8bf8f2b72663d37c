#include "core/choice/state_graph.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "core/choice/races.hpp"
#include "core/record/act_text.hpp"

namespace choice {
namespace {

/// What a run says that it could not control, and what that means for what is known.
const std::map<std::string, Doubt> kUncontrolled = {
    {"clock", Doubt::clock},     {"files", Doubt::files},  {"memory", Doubt::memory},
    {"network", Doubt::network}, {"polls", Doubt::polls},  {"random", Doubt::random},
    {"threads", Doubt::threads}, {"timers", Doubt::timers}};

/// Said of a program, not of each run.
bool is_told_once(Doubt doubt) {
  return doubt == Doubt::unchosen ||
         std::any_of(kUncontrolled.begin(), kUncontrolled.end(),
                     [&](const auto& one) { return one.second == doubt; });
}

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

/// "child-1: recv pipe-1": what a process is about to do, as a record has it.
std::string in_words(const Role& role) {
  std::string words = role.name + ": " + std::string(probe::name_of(role.next.kind));
  for (const std::string& part :
       {record::object_text(role.next), record::value_text(role.next), role.next.text}) {
    if (!part.empty()) words += " " + part;
  }
  if (role.standing == Standing::blocked) words += ", which must wait";
  if (role.standing == Standing::busy) words += ", or to compute for long";
  std::replace(words.begin(), words.end(), '\n', ' ');
  while (words.ends_with(' ')) words.pop_back();
  return words;
}

/// "came a, another time b": the first lines in which two texts differ. Empty: none do.
std::string difference(std::string_view one, std::string_view other) {
  const auto line_of = [](std::string_view& text) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
  };
  while (!one.empty() || !other.empty()) {
    const std::string_view before = line_of(one), now = line_of(other);
    if (before != now)
      return fmt::format("came {}, another time {}", before.empty() ? "no act" : before,
                         now.empty() ? "no act" : now);
  }
  return {};
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
    digests_.push_back(digest);
  }
  return found->second;
}

StateGraph::Place StateGraph::intern_place(const std::string& place) {
  const auto [found, is_new] = places_.try_emplace(place, static_cast<Place>(place_names_.size()));
  if (is_new) place_names_.push_back(place);
  return found->second;
}

StateGraph::LineId StateGraph::intern_line(const record::Outcome::Line& line) {
  const auto [found, is_new] = line_ids_.try_emplace(line, static_cast<LineId>(lines_.size()));
  if (is_new) lines_.push_back(&found->first);
  return found->second;
}

StateGraph::FootprintId StateGraph::intern_footprint(const Footprint& footprint) {
  const auto [found, is_new] =
      footprint_ids_.try_emplace(footprint, static_cast<FootprintId>(footprints_.size()));
  if (is_new) footprints_.push_back(&found->first);
  return found->second;
}

/// What has been printed since the last look.
std::vector<StateGraph::LineId> StateGraph::new_lines() {
  std::vector<LineId> ids;
  for (; lines_seen_ < run_.lines().size(); ++lines_seen_)
    ids.push_back(intern_line(run_.lines()[lines_seen_]));
  return ids;
}

const Role* StateGraph::role_at(const Point& point, Place place) {
  const auto found = std::find_if(point.roles.begin(), point.roles.end(),
                                  [&](const Role& role) { return place_of(role) == place; });
  return found == point.roles.end() ? nullptr : &*found;
}

void StateGraph::complain(Doubt doubt) {
  std::uint64_t& times = complaints_[doubt];
  if (times == 0 || !is_told_once(doubt)) ++times;
}

/// The current run shows something that speaks against what a state is.
void StateGraph::object(Doubt doubt) {
  complain(doubt);
  if (!keeps_findings_) return;
  findings_.number(static_cast<std::uint64_t>(Found::complaint));
  findings_.number(static_cast<std::uint64_t>(doubt));
}

/// The first time counts; which acts differ is told of programs that nobody has written as pages.
void StateGraph::explain(Doubt doubt, const std::string& detail) {
  if (detail.empty() || !details_.try_emplace(doubt, detail).second || !keeps_findings_) return;
  findings_.number(static_cast<std::uint64_t>(Found::detail));
  findings_.number(static_cast<std::uint64_t>(doubt));
  findings_.text(detail);
}

/// What each process is about to do at that point: a line each.
std::string StateGraph::words_of(const Point& point) const {
  std::map<std::string, std::string> lines;
  for (const Role& role : point.roles) lines[run_.place_of(role.number)] += in_words(role) + '\n';
  std::string words;
  for (const auto& [place, line] : lines) words += line;
  return words;
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
  for (const std::string& what : end.uncontrolled) {
    const auto told = kUncontrolled.find(what);
    if (told != kUncontrolled.end() && complaints_.count(told->second) == 0) object(told->second);
  }
  if (is_cut_ || end.status == "interrupted") return;
  const bool is_hung = end.status == "hung";
  if (is_hung) object(Doubt::not_in_time);
  if (!is_over_ && choice_) {
    Digest digest = run_.digest(nullptr);
    // It computes, or waits for something outside: that is all that is known.
    if (is_hung) digest.add("hung").add(name_of(choice_->who));
    move_on(intern(digest), nullptr);
  } else if (!current_) {
    current_ = intern(run_.digest(nullptr));  // nothing was done at all
  }
  // A line that was begun and not finished stands last.
  found_end(*current_, {end.status, end.reason, new_lines()});
}

/// All processes are at rest: where has the last choice led?
void StateGraph::arrive(const Point& point) {
  if (choice_) {
    settle(point);
  } else if (!current_) {
    beginning_ = new_lines();
    current_ = intern(run_.digest(&point));
    if (*current_ != 0) object(Doubt::began_otherwise);
  }
  if (point.has_unchosen && complaints_.count(Doubt::unchosen) == 0) object(Doubt::unchosen);
  look_around(point);
  found_visit(point);
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
    found_wait(choice.who);
    choice_.reset();
    return;
  }
  if (!has_done) run_.went_on(choice.role.number, choice.role.next);
  move_on(intern(run_.digest(&point)), &point);
}

/// The choice has led to that state; `point` is there, unless the run has ended.
void StateGraph::move_on(StateId to, const Point* point) {
  const Choice& choice = *choice_;
  Edge edge{
      choice.who, to, new_lines(), {}, choice.choices, intern_footprint(choice.role.footprint)};
  for (int number = choice.met + 1; number <= run_.met(); ++number)
    edge.born.push_back(intern_place(run_.place_of(number)));
  const bool in_time = choice.role.until || choice.choices > 1;
  explain_edge(edge, point);
  found_edge(edge, was_noticed(point), in_time);
  current_ = to;
  choice_.reset();
}

/// If it does not lead where it led before: what came after that, and what comes now.
void StateGraph::explain_edge(const Edge& edge, const Point* point) {
  const auto& edges = states_[*current_].edges;
  const auto before = std::find_if(edges.begin(), edges.end(),
                                   [&](const Edge& other) { return other.who == edge.who; });
  if (before == edges.end() || (before->to == edge.to && before->lines == edge.lines)) return;
  std::string detail = fmt::format("after {}", in_words(choice_->role));
  const std::string differed =
      difference(seen_[before->to].words, point ? words_of(*point) : std::string());
  if (!differed.empty()) detail += " " + differed;
  if (terms_.source_tells_state) explain(Doubt::led_elsewhere, detail);
}

/// What a state offers follows from what it is.
Digest StateGraph::offer_of(const Point& point, const RunState& run) {
  std::map<std::string, Digest> offers;
  for (const Role& role : point.roles) {
    Digest& offer = offers[run.place_of(role.number)];
    offer.add(static_cast<std::uint64_t>(role.next.kind)).add(record::object_text(role.next));
    offer.add(static_cast<std::uint64_t>(role.next.line)).add(without_numbers(role.next.text));
    offer.add(without_numbers(record::value_text(role.next))).add(role.gives_up ? 1 : 0);
  }
  Digest all;
  all.add(offers.size());
  for (const auto& [place, offer] : offers) all.add(place).add(offer);
  return all;
}

void StateGraph::look_around(const Point& point) {
  stances_.clear();
  for (const Role& role : point.roles) {
    stances_.push_back({place_of(role), role.may_act, role.until.has_value(), is_unnoticed(role),
                        may_be_first(role)});
  }
}

// ---- what is known grows

/// Notes who could act, unless it has, or is known to wait.
StateGraph::News StateGraph::visit(StateId at, const Digest& offer,
                                   const std::vector<Stance>& stances) {
  News news;
  Seen& seen = seen_[at];
  if (seen.offer == Digest()) {
    seen.offer = offer;
    news.is_new = true;
  } else if (!(seen.offer == offer)) {
    complain(Doubt::offered_else);
    news.differs = true;
  }
  const bool is_first = states_[at].edges.empty() && seen.open.empty() && seen.waits.empty();
  if (is_first && terms_.reduces) reduce(seen, stances);
  news.is_new |= is_first;
  if (!seen.is_reduced) news.is_new |= open(at, stances);
  return news;
}

bool StateGraph::open(StateId at, const std::vector<Stance>& stances) {
  bool has_opened = false;
  for (const Stance& one : stances) {
    Seen& seen = seen_[at];
    const bool is_open = contains(seen.open, one.who);
    if (!one.may_act && is_open) {
      // It has tried before, in another state, and nothing has changed for it since.
      must_wait(at, one.who);
      has_opened = true;
    }
    if (!one.may_act || is_open) continue;
    // Whose time could not come may have to wait no longer, once the others are known to.
    if (one.in_time) std::erase(seen.waits, one.who);
    if (contains(seen.waits, one.who)) continue;
    if (has_acted(at, one.who)) continue;
    seen.open.push_back(one.who);
    has_opened = true;
    seen.is_closed = false;
  }
  return has_opened;
}

/// Where one process's next act can be noticed by no other, it is enough to try that one:
/// whatever the others do, it could as well be done first. No act is put off for ever by
/// that, since no run comes to a state twice. An access to shared memory may be noticed;
/// where it was, that shows when all is tried: see open_races(). Of several acts it is the
/// first that can be done, in an order that all graphs share: on some ways to a state it is
/// known who must wait there, on others that is found out.
void StateGraph::reduce(Seen& seen, const std::vector<Stance>& stances) {
  for (const Stance& one : stances) {
    if (one.may_act) seen.held_back.push_back(one.who);
    if (one.is_unnoticed) seen.candidates.push_back(one.who);
  }
  if (seen.candidates.empty()) {
    for (const Stance& one : stances) {
      if (one.may_be_first) seen.candidates.push_back(one.who);
    }
    seen.may_race = !seen.candidates.empty();
  }
  std::sort(seen.candidates.begin(), seen.candidates.end(),
            [this](Place one, Place other) { return comes_before(one, other); });
  seen.is_reduced = !seen.candidates.empty();
  if (seen.is_reduced) {
    seen.open = {seen.candidates.front()};
  } else {
    seen.held_back.clear();
  }
}

/// The one that was to be tried alone must wait there: then it is the next of them.
void StateGraph::reduce_to_next(StateId at) {
  Seen& seen = seen_[at];
  std::erase_if(seen.candidates, [&](Place place) { return contains(seen.waits, place); });
  if (seen.candidates.empty()) return open_held_back(at);
  if (!has_acted(at, seen.candidates.front())) seen.open = {seen.candidates.front()};
}

/// One was not enough.
void StateGraph::open_held_back(StateId at) {
  Seen& seen = seen_[at];
  seen.is_reduced = false;
  for (const Place place : std::exchange(seen.held_back, {})) {
    const bool is_known = contains(seen.open, place) || contains(seen.waits, place);
    if (!is_known && !has_acted(at, place)) seen.open.push_back(place);
  }
}

/// All that was tried alone has led as far as it can: what raced is to be tried in the other
/// order, too. False: there is nothing more to try.
bool StateGraph::open_races() {
  Races races(*this);
  std::vector<StateId> racing;
  for (StateId at = 0; at < states_.size(); ++at) {
    if (!seen_[at].is_reduced || !seen_[at].may_race) continue;
    const auto& edges = states_[at].edges;
    if (std::any_of(edges.begin(), edges.end(), [&](const Edge& edge) { return races.has(edge); }))
      racing.push_back(at);
  }
  bool has_opened = false;
  for (const StateId at : racing) {
    open_held_back(at);
    has_opened |= !seen_[at].open.empty();
  }
  is_free_of_races_ = !has_opened;
  if (!has_opened) return false;
  for (Seen& seen : seen_) seen.is_closed = false;
  return true;
}

/// The way to something that no worker was sent to try.
std::optional<std::vector<StateGraph::Place>> StateGraph::next_way() {
  if (states_.empty()) return std::nullopt;
  auto way = way_to_open(0);
  if (!way && !is_being_tried() && open_races()) way = way_to_open(0);
  return way;
}

bool StateGraph::has_acted(StateId at, Place who) const {
  const auto& edges = states_[at].edges;
  return std::any_of(edges.begin(), edges.end(), [&](const Edge& edge) { return edge.who == who; });
}

/// It was tried in that state.
StateGraph::News StateGraph::must_wait(StateId at, Place who) {
  Seen& seen = seen_[at];
  News news;
  seen.failures = 0;
  const bool was_open = std::erase(seen.open, who) != 0;
  news.is_new = was_open;
  if (!contains(seen.waits, who)) {
    seen.waits.push_back(who);
    news.is_new = true;
  }
  if (seen.is_reduced && was_open) reduce_to_next(at);
  news.differs = has_acted(at, who);
  if (news.differs) complain(Doubt::had_to_wait);
  return news;
}

StateGraph::News StateGraph::add_edge(StateId at, Edge edge, bool was_noticed, bool in_time) {
  State& from = states_[at];
  Seen& seen = seen_[at];
  News news;
  seen.failures = 0;
  news.is_new = std::erase(seen.open, edge.who) != 0;
  const bool must_open_others = seen.is_reduced && was_noticed;
  // Its time could not come before, as long as others seemed to be able to act.
  if (in_time) std::erase(seen.waits, edge.who);
  const bool had_to_wait = contains(seen.waits, edge.who);
  if (had_to_wait) complain(Doubt::waits_no_more);
  bool is_known = false;
  for (const Edge& other : from.edges) {
    if (other.who != edge.who) continue;
    const bool is_same = other.to == edge.to && other.lines == edge.lines;
    is_known |= is_same;
    news.differs |= !is_same;
  }
  if (news.differs) complain(Doubt::led_elsewhere);
  if (!is_known) {
    from.edges.push_back(std::move(edge));
    ++edges_;
    is_free_of_races_ = false;
    news.is_new = true;
  }
  if (must_open_others) open_held_back(at);
  news.is_new |= had_to_wait || must_open_others;
  return news;
}

StateGraph::News StateGraph::add_end(StateId at, End end) {
  auto& known = states_[at].end;
  if (!known) {
    known = std::move(end);
    return {true, false};
  }
  // Who is named in it first depends on the way; of all ways one reason is kept.
  const bool is_better = end.reason < known->reason;
  if (is_better) known->reason = end.reason;
  const bool differs = known->ending != end.ending || known->lines != end.lines;
  if (differs) complain(Doubt::ended_in_two_ways);
  return {is_better, differs};
}

// ---- the same, written down

void StateGraph::write(Found what, StateId at) {
  findings_.number(static_cast<std::uint64_t>(what));
  findings_.digest(digests_[at]);
}

void StateGraph::write(const std::vector<LineId>& lines) {
  findings_.number(lines.size());
  for (const LineId id : lines) {
    findings_.text(line(id).name);
    findings_.text(line(id).text);
  }
}

void StateGraph::found_visit(const Point& point) {
  const Digest offer = offer_of(point, run_);
  const News news = visit(*current_, offer, stances_);
  is_astray_ |= news.differs;
  std::string& known = seen_[*current_].words;
  if (terms_.source_tells_state && known.empty()) known = words_of(point);
  if (news.differs) explain(Doubt::offered_else, difference(known, words_of(point)));
  if (!keeps_findings_ || !(news.is_new || news.differs)) return;
  write(Found::visit, *current_);
  findings_.digest(offer);
  findings_.number(stances_.size());
  for (const Stance& one : stances_) {
    findings_.text(name_of(one.who));
    findings_.number((one.may_act ? 1U : 0U) | (one.in_time ? 2U : 0U) |
                     (one.is_unnoticed ? 4U : 0U) | (one.may_be_first ? 8U : 0U));
  }
}

void StateGraph::found_wait(Place who) {
  const News news = must_wait(*current_, who);
  if (!keeps_findings_ || !(news.is_new || news.differs)) return;
  write(Found::wait, *current_);
  findings_.text(name_of(who));
}

void StateGraph::found_edge(const Edge& edge, bool was_noticed, bool in_time) {
  const News news = add_edge(*current_, edge, was_noticed, in_time);
  is_astray_ |= news.differs;
  if (!keeps_findings_ || !(news.is_new || news.differs)) return;
  write(Found::edge, *current_);
  findings_.text(name_of(edge.who));
  findings_.digest(digests_[edge.to]);
  write(edge.lines);
  findings_.number(edge.born.size());
  for (const Place place : edge.born) findings_.text(name_of(place));
  findings_.number(static_cast<std::uint64_t>(edge.choices));
  write(footprint(edge.footprint));
  findings_.number((was_noticed ? 1U : 0U) | (in_time ? 2U : 0U));
}

void StateGraph::found_end(StateId at, const End& end) {
  const News news = add_end(at, end);
  if (!keeps_findings_ || !(news.is_new || news.differs)) return;
  write(Found::end, at);
  findings_.text(end.ending);
  findings_.text(end.reason);
  write(end.lines);
}

void StateGraph::add_findings(std::string_view findings) {
  FindingReader from(findings);
  while (!from.at_end()) add_finding(from);
}

void StateGraph::add_finding(FindingReader& from) {
  const auto what = static_cast<Found>(from.number());
  if (what == Found::complaint) return complain(static_cast<Doubt>(from.number()));
  if (what == Found::detail) {
    const auto doubt = static_cast<Doubt>(from.number());
    details_.try_emplace(doubt, from.text());
    return;
  }
  const StateId at = intern(from.digest());
  if (what == Found::wait) {
    must_wait(at, intern_place(from.text()));
  } else if (what == Found::end) {
    End end{from.text(), from.text(), {}};
    end.lines = read_lines(from);
    add_end(at, std::move(end));
  } else if (what == Found::visit) {
    const Digest offer = from.digest();
    std::vector<Stance> stances(from.number());
    for (Stance& one : stances) {
      one.who = intern_place(from.text());
      const auto is = from.number();
      one.may_act = (is & 1U) != 0;
      one.in_time = (is & 2U) != 0;
      one.is_unnoticed = (is & 4U) != 0;
      one.may_be_first = (is & 8U) != 0;
    }
    visit(at, offer, stances);
  } else {
    Edge edge{intern_place(from.text()), 0, {}, {}, 1};
    edge.to = intern(from.digest());
    edge.lines = read_lines(from);
    edge.born = read_places(from);
    edge.choices = static_cast<int>(from.number());
    edge.footprint = read_footprint(from);
    const auto is = from.number();
    add_edge(at, std::move(edge), (is & 1U) != 0, (is & 2U) != 0);
  }
}

void StateGraph::write(const Footprint& footprint) {
  findings_.number(static_cast<std::uint64_t>(footprint.kind));
  findings_.text(footprint.object);
  if (footprint.kind != Footprint::Kind::memory) return;
  findings_.number(footprint.begin);
  findings_.number(footprint.end);
  findings_.number(footprint.changes ? 1 : 0);
}

StateGraph::FootprintId StateGraph::read_footprint(FindingReader& from) {
  Footprint footprint;
  footprint.kind = static_cast<Footprint::Kind>(from.number());
  footprint.object = from.text();
  if (footprint.kind == Footprint::Kind::memory) {
    footprint.begin = from.number();
    footprint.end = from.number();
    footprint.changes = from.number() != 0;
  }
  return intern_footprint(footprint);
}

std::vector<StateGraph::LineId> StateGraph::read_lines(FindingReader& from) {
  std::vector<LineId> lines(from.number());
  for (LineId& id : lines) {
    record::Outcome::Line line;
    line.name = from.text();
    line.text = from.text();
    id = intern_line(line);
  }
  return lines;
}

std::vector<StateGraph::Place> StateGraph::read_places(FindingReader& from) {
  std::vector<Place> places(from.number());
  for (Place& place : places) place = intern_place(from.text());
  return places;
}

/// Beginning to sleep, waking up, and saying that one will wait for a process are a
/// process's own business, even if it is killed before or after. A fork is that of the
/// first process only, which no other one ends.
bool StateGraph::is_unnoticed(const Role& role) const {
  if (!role.may_act) return false;
  if (terms_.source_tells_state) return role.is_unnoticed;
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

/// Whether it is to be tried alone, unless others use the same memory.
bool StateGraph::may_be_first(const Role& role) const {
  return terms_.source_tells_state && role.may_act && !role.only_asks &&
         role.footprint.kind == Footprint::Kind::memory;
}

/// Whether the last act has printed something, or has looked at what others do.
bool StateGraph::was_noticed(const Point* point) const {
  const Choice& choice = *choice_;
  if (terms_.source_tells_state) return !choice.role.is_unnoticed && !may_be_first(choice.role);
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
    // Its time has not come: another process has to find out first that it must wait.
    if (choice_->is_planned) {
      way_.push_front(choice_->who);
    } else {
      found_wait(choice_->who);
    }
    choice_.reset();
  }
  if (const auto index = planned(point)) return index;
  if (follows_ && way_.empty() && !is_astray_) {
    // The way is done: to its end in the order of time.
    return take(point, first_in_time(point));
  }
  // It was sent here for that, as what is tried here alone races.
  if (to_try_ && contains(seen_[*current_].held_back, *to_try_)) open_held_back(*current_);
  const Seen& seen = seen_[*current_];
  std::vector<std::size_t> untried;
  for (std::size_t index = 0; index < point.roles.size(); ++index) {
    if (point.roles[index].may_act && contains(seen.open, stances_[index].who))
      untried.push_back(index);
  }
  if (!untried.empty()) return take(point, preferred(point, untried));
  if (auto way = way_to_open(*current_)) {
    way_.assign(way->begin(), way->end());
    if (const auto index = planned(point)) return index;
  }
  // Who is left must wait, which the source knows only of those that have tried.
  const bool all_must_wait = states_[*current_].edges.empty() && seen.open.empty();
  return all_must_wait ? take(point, first_in_time(point)) : std::nullopt;
}

/// One of those: the one that the run was made for, or else the first in time; graphs that
/// know the same begin with different ones.
std::size_t StateGraph::preferred(const Point& point, const std::vector<std::size_t>& indexes) {
  if (const auto who = std::exchange(to_try_, std::nullopt)) {
    const auto found = std::find_if(indexes.begin(), indexes.end(),
                                    [&](std::size_t index) { return stances_[index].who == *who; });
    if (found != indexes.end()) return *found;
  }
  if (kind_ != 0) return indexes[kind_ % indexes.size()];
  const auto due = [&](std::size_t index) {
    const Role& role = point.roles[index];
    return role.standing == Standing::ready ? os::Stamp::min() : *role.until;
  };
  return *std::min_element(indexes.begin(), indexes.end(),
                           [&](std::size_t a, std::size_t b) { return due(a) < due(b); });
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
    // Time does not pass while a process seems ready that is known to wait.
    const auto& waits = seen_[*current_].waits;
    for (std::size_t index = 0; index < point.roles.size(); ++index) {
      const Role& other = point.roles[index];
      const bool holds_up = other.standing == Standing::ready;
      if (other.may_act && holds_up && (contains(waits, place_of(other)) || other.gives_up))
        return take(point, index);
    }
  }
  way_.clear();
  to_try_.reset();
  is_astray_ = true;
  object(Doubt::not_done_again);
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
  bool is_being_tried = false;
  for (std::size_t at = 0; at < steps.size(); ++at) {
    const StateId state = steps[at].state;
    is_being_tried |= !seen_[state].handed_out.empty();
    if (has_untried(seen_[state])) {
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
  if (is_being_tried) return std::nullopt;
  for (const Step& step : steps) seen_[step.state].is_closed = true;
  return std::nullopt;
}

/// Whether something is open there that no worker was sent to try.
bool StateGraph::has_untried(const Seen& seen) {
  if (seen.handed_out.empty()) return !seen.open.empty();
  return std::any_of(seen.open.begin(), seen.open.end(),
                     [&](Place place) { return !contains(seen.handed_out, place); });
}

void StateGraph::follow(std::vector<Place> way) {
  way_.assign(way.begin(), way.end());
  follows_ = true;
  aim_.reset();
}

// ---- several processes

std::optional<StateGraph::Errand> StateGraph::hand_out() {
  const auto way = next_way();
  if (!way) return std::nullopt;
  const StateId state = *std::exchange(aim_, std::nullopt);
  Seen& seen = seen_[state];
  const auto free = std::find_if(seen.open.begin(), seen.open.end(),
                                 [&](Place place) { return !contains(seen.handed_out, place); });
  seen.handed_out.push_back(*free);
  ++handed_out_;
  return Errand{state, *free, *way};
}

void StateGraph::settle(const Errand& errand) {
  take_back(errand);
  Seen& seen = seen_[errand.state];
  if (!contains(seen.open, errand.who) || ++seen.failures < kMostFailures) return;
  // It is left to the one process that goes on when the others have done the rest.
  seen.handed_out.push_back(errand.who);
  ++handed_out_;
}

void StateGraph::take_all_back() {
  for (Seen& seen : seen_) {
    seen.handed_out.clear();
    seen.failures = 0;
  }
  handed_out_ = 0;
}

void StateGraph::take_back(const Errand& errand) {
  std::erase(seen_[errand.state].handed_out, errand.who);
  --handed_out_;
}

void StateGraph::write(const Errand& errand, FindingWriter& to) const {
  to.text(name_of(errand.who));
  to.number(errand.way.size());
  for (const Place place : errand.way) to.text(name_of(place));
}

void StateGraph::pursue(FindingReader& errand, std::size_t kind) {
  to_try_ = intern_place(errand.text());
  const auto way = read_places(errand);
  way_.assign(way.begin(), way.end());
  kind_ = kind;
  follows_ = false;
  aim_.reset();
}

// ---- one run after another

bool StateGraph::advance() {
  follows_ = false;
  // Who should have come to something open, and has left it as it was, may try again.
  if (aim_ && !seen_[*aim_].open.empty() && ++seen_[*aim_].failures >= kMostFailures) {
    complain(Doubt::not_tried);
    seen_[*aim_].open.clear();
  }
  way_.clear();
  to_try_.reset();
  const auto way = next_way();
  if (!way) return false;
  way_.assign(way->begin(), way->end());
  return true;
}

// ---- what is known

bool StateGraph::comes_before(Place one, Place other) const {
  const std::string& a = name_of(one);
  const std::string& b = name_of(other);
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

bool StateGraph::is_complete() const {
  if (states_.empty() || !complaints_.empty()) return false;
  return seen_.front().is_closed && is_free_of_races_;
}

bool StateGraph::is_complete_but_for(Doubt doubt) const {
  return !states_.empty() && complaints_.size() == 1 && complaints_.count(doubt) == 1 &&
         seen_.front().is_closed && is_free_of_races_;
}

std::optional<StateGraph::StateId> StateGraph::find(const Digest& digest) const {
  const auto found = ids_.find(digest);
  return found == ids_.end() ? std::nullopt : std::optional(found->second);
}

bool StateGraph::is_open(StateId state) const {
  return !seen_[state].open.empty() || (states_[state].edges.empty() && !states_[state].end);
}

bool StateGraph::must_wait_in(StateId state, Place who) const {
  return contains(seen_[state].waits, who);
}

std::vector<std::string> StateGraph::reasons() const {
  std::vector<std::string> reasons;
  for (const auto& [doubt, times] : complaints_) {
    std::string& reason = reasons.emplace_back(text_of(doubt));
    if (times != 1) reason += fmt::format(" ({} times)", times);
    const auto detail = details_.find(doubt);
    if (detail != details_.end()) reason += ": " + detail->second;
  }
  return reasons;
}

}  // namespace choice
