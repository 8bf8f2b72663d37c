#include "app/check/goal.hpp"

#include <algorithm>
#include <array>
#include <deque>

namespace app {
namespace {

using Line = record::Outcome::Line;

struct Named {
  std::string_view name;
  Goal::Kind kind;
};
constexpr std::array<Named, 10> kKinds = {{{"lines", Goal::Kind::lines},
                                           {"once", Goal::Kind::once},
                                           {"order", Goal::Kind::order},
                                           {"last", Goal::Kind::last},
                                           {"whole", Goal::Kind::whole},
                                           {"ends", Goal::Kind::ends},
                                           {"possible", Goal::Kind::possible},
                                           {"processes", Goal::Kind::processes},
                                           {"acts", Goal::Kind::acts},
                                           {"reaped", Goal::Kind::reaped}}};

/// "child-1: work", "*: work".
bool is_line(const std::string& wanted, const Line& line) {
  const auto colon = wanted.find(": ");
  if (colon == wanted.npos) return wanted == line.text;
  const std::string_view who = std::string_view(wanted).substr(0, colon);
  return std::string_view(wanted).substr(colon + 2) == line.text &&
         (who == "*" || who == line.name);
}

constexpr std::uint64_t bit(std::size_t index) {
  return std::uint64_t{1} << (index % 64);
}

}  // namespace

std::optional<Goal::Kind> goal_kind_named(std::string_view name) {
  for (const auto& known : kKinds) {
    if (known.name == name) return known.kind;
  }
  return std::nullopt;
}

GoalMonitor::Memory GoalMonitor::after(Memory memory, const Line& line) const {
  const Goal& goal = *goal_;
  if (memory.is_broken) return memory;
  switch (goal.kind) {
    case Goal::Kind::lines:
      for (std::size_t i = 0; i < goal.alternatives.size(); ++i) {
        const auto& wanted = goal.alternatives[i];
        if (memory.place >= wanted.size() || !is_line(wanted[memory.place], line))
          memory.mask |= bit(i);
      }
      ++memory.place;
      memory.is_broken = memory.mask == bit(goal.alternatives.size()) - 1;
      break;
    case Goal::Kind::once: {
      std::size_t found = goal.words.size();
      for (std::size_t i = 0; i < goal.words.size() && found == goal.words.size(); ++i) {
        if ((memory.mask & bit(i)) == 0 && is_line(goal.words[i], line)) found = i;
      }
      memory.is_broken = found == goal.words.size();
      if (!memory.is_broken) memory.mask |= bit(found);
      break;
    }
    case Goal::Kind::order:
      if (is_line(goal.words[0], line))
        memory.place = 1;
      else if (is_line(goal.words[1], line))
        memory.is_broken = memory.place == 0;
      break;
    case Goal::Kind::last:
      memory.place = is_line(goal.words[0], line) ? 1 : 0;
      break;
    case Goal::Kind::whole:
      if (!memory.who.empty() && memory.who != line.name) memory.is_broken = true;
      if (line.text == goal.words[0]) memory.who = line.name;
      if (line.text == goal.words[1]) memory.who.clear();
      break;
    case Goal::Kind::possible:
      if (memory.place < goal.words.size() && is_line(goal.words[memory.place], line))
        ++memory.place;
      break;
    default:
      break;
  }
  return memory;
}

bool GoalMonitor::is_met(const Memory& memory, const std::string& ending) const {
  const Goal& goal = *goal_;
  if (memory.is_broken) return false;
  switch (goal.kind) {
    case Goal::Kind::lines:
      for (std::size_t i = 0; i < goal.alternatives.size(); ++i) {
        if ((memory.mask & bit(i)) == 0 && goal.alternatives[i].size() == memory.place) return true;
      }
      return false;
    case Goal::Kind::once:
      return memory.mask == bit(goal.words.size()) - 1;
    case Goal::Kind::last:
      return memory.place == 1;
    case Goal::Kind::ends:
      return std::find(goal.words.begin(), goal.words.end(), ending) != goal.words.end();
    case Goal::Kind::possible:
      return memory.place == goal.words.size();
    default:
      return true;
  }
}

bool GoalMonitor::is_met_by(const record::Outcome& outcome) const {
  Memory memory;
  for (const Line& line : outcome.lines) memory = after(std::move(memory), line);
  return is_met(memory, outcome.ending);
}

std::optional<record::Outcome> outcome_against(const choice::OutcomeAutomaton& automaton,
                                               const Goal& goal) {
  using Spot = std::pair<std::size_t, GoalMonitor::Memory>;
  struct Step {
    Spot from;
    Line line;
  };
  const GoalMonitor monitor(goal);
  if (automaton.nodes.empty()) return std::nullopt;
  // In the order of lines, so that the first evidence is one with the fewest.
  const Spot start{0, {}};
  std::map<Spot, std::optional<Step>> met{{start, std::nullopt}};
  std::deque<Spot> open{start};
  while (!open.empty()) {
    const Spot spot = open.front();
    open.pop_front();
    const auto& node = automaton.nodes[spot.first];
    for (const std::string& ending : node.endings) {
      if (monitor.is_met(spot.second, ending) != goal.is_about_some()) continue;
      record::Outcome outcome;
      outcome.ending = ending;
      for (Spot at = spot; met.at(at); at = met.at(at)->from)
        outcome.lines.insert(outcome.lines.begin(), met.at(at)->line);
      return outcome;
    }
    for (const auto& arc : node.next) {
      Spot next{arc.to, monitor.after(spot.second, arc.line)};
      if (met.try_emplace(next, Step{spot, arc.line}).second) open.push_back(next);
    }
  }
  return std::nullopt;
}

void RunFacts::begin(const record::Run&) {
  *this = {};
}

void RunFacts::event(const record::Event& event) {
  if (first_ == 0) first_ = event.pid;
  seen_.insert(event.pid);
  const probe::Act& act = event.act;
  if (act.kind == probe::Kind::reap && act.peer) reaped_.insert(*act.peer);
  const std::string kind(name_of(act.kind));
  ++acts_[{kind, event.name}];
  ++acts_[{kind, "*"}];
}

bool RunFacts::meets(const Goal& goal) const {
  switch (goal.kind) {
    case Goal::Kind::processes:
      return static_cast<int>(seen_.size()) >= goal.least;
    case Goal::Kind::acts: {
      const auto found = acts_.find({goal.words[0], goal.words[1]});
      return found != acts_.end() && found->second >= goal.least;
    }
    case Goal::Kind::reaped:
      return std::all_of(seen_.begin(), seen_.end(), [&](pid_t process) {
        return process == first_ || reaped_.contains(process);
      });
    default:
      return true;
  }
}

}  // namespace app
