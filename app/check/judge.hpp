#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/check/exercise.hpp"
#include "app/survey/schedule_trials.hpp"
#include "core/choice/audience.hpp"
#include "core/choice/explorer.hpp"
#include "core/choice/schedule.hpp"
#include "core/record/outcome.hpp"

namespace app {

/// A run that shows something, with the schedule that leads to it.
struct FoundRun {
  record::Outcome outcome;
  std::string reason;  ///< why it ended so; "" if it ended well
  choice::Schedule schedule;
  std::size_t turning_point =
      0;  ///< the number of the choice after which no run ends well; 0: none
};

/// How far a goal is met.
struct GoalVerdict {
  enum class How { met, broken, open } how = How::open;
  /// Of a broken goal: a run that must not be, if one run shows it.
  std::optional<FoundRun> evidence = {};
};

/// What all runs of a program together say about an exercise.
struct Verdict {
  enum class What {
    solved,      ///< proved: each goal is met in every run
    not_solved,  ///< a goal is broken
    refused,     ///< so is one of those that may not be changed, and only such
    not_proved   ///< nothing is broken as far as it was tried
  } what = What::not_proved;
  std::vector<GoalVerdict> goals;  ///< as many as the exercise has
  std::uint64_t runs = 0;
  std::string outcomes = {};              ///< how many are possible, in digits; empty: not known
  std::vector<std::string> reasons = {};  ///< why it is not proved, each a clause
  std::optional<int> signal = {};         ///< told us to end

  int points(const Exercise& exercise) const;
  /// The evidence to show first: the shortest. nullptr: there is none.
  const FoundRun* shown() const;
};

/// The most points that an exercise has.
int points_of(const Exercise& exercise);

/// Judges a program by its behaviour under all schedules, as far as they are known. A command
/// drives it; no other run may be going on meanwhile.
class Judge {
 public:
  /// Called after each run with the number of runs so far. False: stop.
  using HowFar = std::function<bool(std::uint64_t runs)>;

  Judge(const Exercise& exercise, choice::Audience& audience, HowFar how_far)
      : exercise_(exercise), audience_(audience), how_far_(std::move(how_far)) {}

  /// Explores all states of the program. Solved is what was proved.
  Verdict prove(const std::shared_ptr<choice::Explorer>& explorer, const SurveyTerms& terms);

  /// One run under that schedule: whether it shows what an exercise asks to find.
  Verdict look_at(const choice::Runner& run, const choice::Schedule& schedule);

 private:
  class Watch;

  void judge_run(const Watch& watch, const choice::Schedule& schedule);
  void judge_map(choice::Explorer& explorer, Watch& watch);
  void conclude(bool is_proved);
  void note(std::size_t goal, FoundRun evidence);

  const Exercise& exercise_;
  choice::Audience& audience_;
  HowFar how_far_;
  Verdict verdict_;
  bool saw_all_ends_ = false;
};

}  // namespace app
