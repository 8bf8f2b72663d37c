#include "core/view/model/standstill.hpp"

#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <deque>
#include <iterator>

#include "core/view/formatting/harmless.hpp"
#include "core/view/model/words.hpp"

namespace view {
namespace {

using probe::Act;
using probe::Kind;

bool is_semaphore(const probe::ObjectRef& object) {
  return object.type == probe::ObjectType::semaphore;
}

/// To lock an event is to wait until it is set; then nobody has it.
bool can_be_held(const probe::ObjectRef& object) {
  return object.type != probe::ObjectType::event;
}

/// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& names, const Words& said) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? said.and_last : said.list_comma;
    text += names[i];
  }
  return text;
}

}  // namespace

std::string_view Standstill::Picture::head(Language language) const {
  return circle.empty() ? words(language).standstill : words(language).deadlock;
}

void Standstill::on_event(const record::Event& event) {
  const Act& act = event.act;
  if (act.kind == Kind::exit || act.kind == Kind::signal) return on_end(event);
  // What a process wrote before it began to wait may be found later.
  if (act.kind == Kind::output) return;

  // Somebody acts, so it was not the end of the run that killed them.
  for (const pid_t pid : killed_) remove(pid, Permits::stay_taken);
  killed_.clear();

  waiting_.erase(event.pid);
  if (act.kind == Kind::block || act.kind == Kind::wait) waiting_[event.pid].act = act;
  if (act.kind == Kind::lock && can_be_held(act.object)) take(act.object, event.pid);
  if (act.kind == Kind::unlock && can_be_held(act.object)) release(act.object, event.pid);
  if (!act.peer) return;
  // Whoever had the child's PID before is no longer to be named by it.
  if (act.kind == Kind::fork) remove(*act.peer, Permits::are_forgotten);
  const auto peer = waiting_.find(*act.peer);
  if (act.kind == Kind::terminate && peer != waiting_.end()) peer->second.condemned = true;
}

void Standstill::take(const probe::ObjectRef& object, pid_t pid) {
  Holding& holding = held_[object];
  if (holding.in_advance == 0) {
    holding.holders.push_back({pid});
  } else {
    --holding.in_advance;
  }
  if (holding.is_idle()) held_.erase(object);
}

void Standstill::release(const probe::ObjectRef& object, pid_t pid) {
  Holding& holding = held_[object];
  auto& holders = holding.holders;
  // Anybody may release what others hold; then it is the first one's.
  auto holder = std::find_if(holders.begin(), holders.end(),
                             [pid](const Holder& one) { return one.pid == pid; });
  if (holder == holders.end()) holder = holders.begin();
  if (holder != holders.end()) {
    holders.erase(holder);
  } else if (is_semaphore(object)) {
    ++holding.in_advance;
  }
  if (holding.is_idle()) held_.erase(object);
}

void Standstill::on_end(const record::Event& end) {
  // At its end a run kills all who are left, and nobody acts any more. In the
  // picture they still wait.
  const auto found = waiting_.find(end.pid);
  const bool waited = found != waiting_.end() && !found->second.condemned;
  if (waited && end.act.kind == Kind::signal && end.act.signal == SIGKILL) {
    killed_.push_back(end.pid);
  } else {
    remove(end.pid, Permits::stay_taken);
  }
}

void Standstill::remove(pid_t pid, Permits permits) {
  waiting_.erase(pid);
  for (auto entry = held_.begin(); entry != held_.end();) {
    auto& [object, holding] = *entry;
    if (permits == Permits::stay_taken && is_semaphore(object)) {
      for (Holder& holder : holding.holders) holder.ended |= holder.pid == pid;
    } else {
      std::erase_if(holding.holders, [pid](const Holder& one) { return one.pid == pid; });
    }
    entry = holding.is_idle() ? held_.erase(entry) : std::next(entry);
  }
}

Standstill::Picture Standstill::picture(const Roster& roster, const Mention& mention,
                                        Language language) const {
  std::vector<pid_t> order;
  for (const auto& [pid, waiting] : waiting_) order.push_back(pid);
  const auto ordinal = [&](pid_t pid) { return roster.find(pid) ? roster.find(pid)->ordinal : 0; };
  std::sort(order.begin(), order.end(), [&](pid_t a, pid_t b) { return ordinal(a) < ordinal(b); });

  std::vector<pid_t> circle;
  for (auto start = order.begin(); start != order.end() && circle.empty(); ++start)
    circle = way_back_to(*start);
  const auto is_in_circle = [&](pid_t pid) {
    return std::find(circle.begin(), circle.end(), pid) != circle.end();
  };

  Picture picture;
  for (const pid_t pid : circle) {
    const Act& act = waiting_.at(pid).act;
    picture.circle.push_back({pid, act.peer ? std::string() : act.target()});
  }
  std::erase_if(order, is_in_circle);
  order.insert(order.begin(), circle.begin(), circle.end());
  for (const pid_t pid : order)
    picture.rows.push_back({pid, describe(waiting_.at(pid).act, mention, language)});
  return picture;
}

std::vector<pid_t> Standstill::awaited_by(pid_t pid) const {
  const auto found = waiting_.find(pid);
  if (found == waiting_.end()) return {};
  const Act& act = found->second.act;
  if (act.peer) return {*act.peer};
  std::vector<pid_t> pids;
  if (const auto held = held_.find(act.object); held != held_.end()) {
    for (const Holder& holder : held->second.holders) pids.push_back(holder.pid);
  }
  return pids;
}

/// The shortest way from a process along those it waits for, back to itself:
/// itself, the next one ... Empty: there is none.
std::vector<pid_t> Standstill::way_back_to(pid_t start) const {
  std::map<pid_t, pid_t> came_from;
  std::deque<pid_t> to_visit{start};
  while (!to_visit.empty()) {
    const pid_t here = to_visit.front();
    to_visit.pop_front();
    for (const pid_t next : awaited_by(here)) {
      if (next == start) {
        std::vector<pid_t> way{here};
        while (way.back() != start) way.push_back(came_from.at(way.back()));
        std::reverse(way.begin(), way.end());
        return way;
      }
      if (came_from.try_emplace(next, here).second) to_visit.push_back(next);
    }
  }
  return {};
}

std::string Standstill::describe(const Act& wait, const Mention& mention, Language language) const {
  const Words& said = words(language);
  std::string text = fmt::format("{} ", said.waits_for);
  text += wait.peer               ? mention(*wait.peer)
          : wait.target().empty() ? std::string(said.any_child)
                                  : harmless(wait.target());
  if (wait.line > 0) text += filled(said.at_line, wait.line);
  const auto held = held_.find(wait.object);
  if (wait.peer || held == held_.end()) return text;
  std::vector<std::string> holders;
  for (const Holder& holder : held->second.holders) {
    const std::string who = mention(holder.pid) + std::string(holder.ended ? said.has_ended : "");
    if (std::find(holders.begin(), holders.end(), who) == holders.end()) holders.push_back(who);
  }
  return holders.empty() ? text : text + filled(said.held_by, listed(holders, said));
}

}  // namespace view
