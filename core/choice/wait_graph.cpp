#include "core/choice/wait_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>

namespace choice {

namespace {

template <typename... Pieces>
std::string filled(std::string_view text, const Pieces&... pieces) {
  return fmt::format(fmt::runtime(text), pieces...);
}

/// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& names, const WaitWords& words) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? words.and_last : words.list_comma;
    text += names[i];
  }
  return text;
}

std::string at_other_end(const Wait& wait, const WaitWords& words, const Mention& mention) {
  std::vector<std::string> names;
  for (const pid_t pid : wait.other_end->by)
    names.push_back(pid == wait.pid ? std::string(words.itself) : mention(pid));
  if (wait.other_end->is_named) names.emplace_back(words.any_opener);
  if (names.empty()) names.emplace_back(words.nobody);
  return filled(wait.other_end->is_written ? words.writable_by : words.readable_by,
                listed(names, words));
}

/// What a process does that does not wait for anything known.
std::string instead(const Wait& wait, const WaitWords& words) {
  using Does = Wait::Does;
  switch (wait.does) {
    case Does::wait:
      break;
    case Does::compute:
      return std::string(words.computes);
    case Does::read_again:
      return filled(words.reads_again, wait.object);
    case Does::run:
      return std::string(words.runs);
    case Does::sleep:
      return std::string(words.sleeps);
    case Does::stay_stopped:
      return std::string(words.is_stopped);
    case Does::stay_held:
      return filled(words.is_held, wait.act);
    case Does::nothing:
      return filled(words.is_idle, wait.act);
    case Does::something_else:
      return std::string(words.is_still);
  }
  return {};
}

/// "waits for lock-2".
std::string awaited(const Wait& wait, const WaitWords& words, const Mention& mention) {
  if (wait.process) return filled(words.waits_for, mention(*wait.process));
  if (wait.object.empty()) return std::string(words.waits_for_child);
  switch (wait.type) {
    case probe::ObjectType::condition:
      return filled(words.waits_for_notice, wait.object);
    case probe::ObjectType::barrier:
      return filled(words.waits_for_others, wait.object);
    default:
      return filled(words.waits_for, wait.object);
  }
}

}  // namespace

std::string description(const Wait& wait, const WaitWords& words, const Mention& mention) {
  const std::string place = wait.line > 0 ? filled(words.at_line, wait.line) : "";
  if (wait.does != Wait::Does::wait) return instead(wait, words) + place;
  std::string text = awaited(wait, words, mention) + place;
  std::vector<std::string> holders;
  for (const Holder& holder : wait.held_by) {
    const std::string who = mention(holder.pid) + std::string(holder.ended ? words.has_ended : "");
    if (std::find(holders.begin(), holders.end(), who) == holders.end()) holders.push_back(who);
  }
  if (!holders.empty()) text += filled(words.held_by, listed(holders, words));
  if (wait.other_end) text += at_other_end(wait, words, mention);
  return text;
}

const Wait* WaitGraph::find(pid_t pid) const {
  const auto found =
      std::find_if(waits_.begin(), waits_.end(), [pid](const Wait& one) { return one.pid == pid; });
  return found == waits_.end() ? nullptr : &*found;
}

Mention WaitGraph::mention(bool pids) const {
  return [this, pids](pid_t pid) {
    const Wait* const wait = find(pid);
    const bool is_known = wait && !wait->name.empty();
    if (is_known && !pids) return wait->name;
    return fmt::format("{} {}", is_known ? wait->name : "process", pid);
  };
}

std::vector<pid_t> WaitGraph::circle() const {
  for (const Wait& start : waits_) {
    auto way = way_back_to(start.pid);
    if (!way.empty()) return way;
  }
  return {};
}

std::vector<pid_t> WaitGraph::awaited_by(pid_t pid) const {
  const Wait* const wait = find(pid);
  if (!wait) return {};
  if (wait->process) return {*wait->process};
  std::vector<pid_t> pids;
  for (const Holder& holder : wait->held_by) pids.push_back(holder.pid);
  return pids;
}

/// The shortest way from a process along those that it waits for, back to itself:
/// itself, the next one ... Empty: there is none.
std::vector<pid_t> WaitGraph::way_back_to(pid_t start) const {
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

std::string WaitGraph::heading(const WaitWords& words, bool is_over) const {
  std::string text(circle().empty() ? words.standstill : words.deadlock);
  text += words.nobody_goes_on;
  if (is_over) text += words.ended;
  return text;
}

std::string WaitGraph::reason(const WaitWords& words, const Mention& mention, bool is_over) const {
  const bool has_no_end = std::any_of(waits_.begin(), waits_.end(), [](const Wait& wait) {
    return wait.does == Wait::Does::read_again;
  });
  std::string text(has_no_end ? words.no_end : words.nobody_goes_on);
  if (is_over) text += words.ended;
  return text.append(words.why) + sentence(words, mention);
}

std::string WaitGraph::reason_unless(std::string_view help, const WaitWords& words,
                                     const Mention& mention) const {
  return filled(words.all_wait_unless, help).append(words.why) + sentence(words, mention);
}

std::string WaitGraph::sentence(const WaitWords& words, const Mention& mention) const {
  std::string text;
  for (const Wait& wait : waits_) {
    if (!text.empty()) text += words.between;
    text += fmt::format("{} {}", mention(wait.pid), description(wait, words, mention));
  }
  return text;
}

}  // namespace choice
