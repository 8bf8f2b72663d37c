#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/choice/outcome_map.hpp"
#include "core/record/outcome.hpp"
#include "core/record/timeline.hpp"

namespace app {

/// What must hold of a program, as data: of every run, or, if `is_about_some()`, of one run
/// at least. It speaks of behaviour only: lines and their writers, endings, acts.
///
/// A line is written "child-1: work"; a writer "*" is any process.
struct Goal {
  enum class Kind {
    lines,      ///< exactly these lines, in this order; one of several such lists
    once,       ///< exactly these lines, each once, in any order
    order,      ///< the first comes before the second
    last,       ///< this is the last line
    whole,      ///< between these two lines of one process there is no other line
    ends,       ///< it ends in one of these ways: "ok", "deadlock" ...
    possible,   ///< some run prints these lines in this order, perhaps with others between
    processes,  ///< at least so many
    acts,       ///< at least so many acts of this kind
    reaped,     ///< each process but the first has been waited for
  };
  Kind kind = Kind::ends;
  std::string says;  ///< the goal as a sentence
  int points = 1;
  bool keeps = false;  ///< what may not be changed: a program that breaks it is refused
  std::vector<std::vector<std::string>> alternatives = {};  ///< of lines
  std::vector<std::string> words = {};
  int least = 0;

  bool is_about_some() const { return kind == Kind::possible; }
  /// It can be judged by what is printed and how the run ends.
  bool is_about_outcomes() const { return kind < Kind::processes; }
};

std::optional<Goal::Kind> goal_kind_named(std::string_view name);

/// Follows the lines of a run for one goal about outcomes, and says at its end whether the
/// run is as the goal wants it. What it remembers is a value, so that all runs of an
/// OutcomeAutomaton can be followed at once.
class GoalMonitor {
 public:
  explicit GoalMonitor(const Goal& goal) : goal_(&goal) {}

  struct Memory {
    std::size_t place = 0;
    std::uint64_t mask = 0;  ///< alternatives that are out, or lines that were seen
    std::string who = {};    ///< is between its two lines
    bool is_broken = false;
    auto operator<=>(const Memory&) const = default;  // NOLINT(modernize-use-nullptr)
  };

  Memory after(Memory memory, const record::Outcome::Line& line) const;
  bool is_met(const Memory& memory, const std::string& ending) const;
  bool is_met_by(const record::Outcome& outcome) const;

 private:
  const Goal* goal_;
};

/// One outcome that breaks the goal, with as few lines as possible; of a goal about some
/// run: one that meets it. Empty: there is none.
std::optional<record::Outcome> outcome_against(const choice::OutcomeAutomaton& automaton,
                                               const Goal& goal);

/// What a run did, as far as goals speak of it. It is a consumer of the run, after
/// view::StableIds.
class RunFacts : public record::Consumer {
 public:
  void begin(const record::Run& run) override;
  void event(const record::Event& event) override;
  void end(const record::End&) override {}

  /// Of a goal that is not about outcomes.
  bool meets(const Goal& goal) const;

 private:
  std::set<pid_t> seen_;
  std::set<pid_t> reaped_;
  pid_t first_ = 0;
  std::map<std::pair<std::string, std::string>, int> acts_;  // kind and writer
};

}  // namespace app
