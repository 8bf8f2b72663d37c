#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/cli/options.hpp"
#include "app/output/filters.hpp"
#include "app/survey/schedule_trials.hpp"
#include "core/choice/outcome_map.hpp"
#include "core/record/outcome.hpp"
#include "core/record/outcome_report.hpp"
#include "core/record/outcome_table.hpp"

namespace app {

/// How many outcomes a report lists unless --list says it: more than that is read neither by
/// people nor by most software.
inline constexpr std::size_t kMostInText = 50;
inline constexpr std::size_t kMostInData = 10'000;

/// The extent of a survey in a session, whose reader waits.
OutcomeOptions brief_outcomes();

/// A program whose outcomes are wanted.
struct SurveySubject {
  std::string lesson;
  std::string demo;
  std::string command;  ///< the command line that runs it, without its program
  choice::Runner run;
  bool honours_sleep = false;
  double speed = 1;                                 ///< of its free runs; 1: a hundred times
  std::optional<std::chrono::nanoseconds> timeout;  ///< of one run
  Language language = Language::english;            ///< of what is said meanwhile
  /// What is known already, and grows; nullptr: nothing.
  std::shared_ptr<choice::Explorer> explorer = {};
  /// What follows "--" in the command line; empty: nothing.
  std::string program = {};
  /// It is traced: its states are what the tracer knows of it.
  bool is_traced = false;
};

/// How such a survey tries schedules.
SurveyTerms terms_of(const SurveySubject& subject, const OutcomeOptions& how);

/// Finds the possible and the observed outcomes of one program. A command or a
/// session drives it and shows its report. No other run may be going on
/// meanwhile.
class OutcomeSurvey {
 public:
  /// Called after each run with a function that returns the progress. False: stop.
  using HowFar = std::function<bool(const std::function<std::string()>& how_far)>;

  OutcomeSurvey(SurveySubject subject, const OutcomeOptions& how, choice::Audience& audience,
                HowFar how_far);

  void explore();
  void run_freely();
  /// `most`: how many outcomes it lists, first those that were seen; one that is not possible
  /// is always listed.
  record::OutcomeReport report(std::size_t most = kMostInText);
  /// The map of all that is known to be possible.
  choice::OutcomeAutomaton map() const { return choice::OutcomeMap(trials_.graph()).automaton(); }

  /// Whether all that is possible is known, and whether nothing known is left to try.
  bool is_exhaustive() const { return trials_.is_exhaustive(); }
  bool has_tried_all() const { return trials_.has_tried_all(); }
  /// Whether a name stands where a PID was printed.
  bool names_pids() const { return filters_.has_named_pids(); }

  /// A shortest schedule to that outcome. Empty: none is known.
  std::optional<choice::Schedule> schedule_to(const record::Outcome& outcome);
  /// One run more, in which `reader` is asked as in a session: what it comes to.
  record::Outcome run_with(choice::Audience& reader, choice::Result& result);

  /// The signal that told mpdemo to end; empty: none.
  std::optional<int> signal() const { return trials_.signal(); }

 private:
  void list_possible(std::size_t most);
  void add_possible(const record::Outcome& outcome, const choice::OutcomeMap::FindWay& find,
                    bool is_trusted);
  static record::OutcomeTable::Way way_of(const record::OutcomeRow& row);
  std::size_t at_least() const;

  SurveySubject subject_;
  OutcomeOptions how_;
  choice::Audience& audience_;
  HowFar how_far_;
  ScheduleTrials trials_;
  record::OutcomeCollector collector_;
  Filters filters_;
  record::OutcomeTable table_;
  record::OutcomeReport report_;
  bool is_enough_ = false;
};

}  // namespace app
