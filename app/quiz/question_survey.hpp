#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "app/language/language.hpp"
#include "app/quiz/evidence.hpp"
#include "app/survey/schedule_trials.hpp"
#include "core/stage/stage.hpp"

namespace app {

/// The right answers to a demo's questions, found by trying all its schedules.
struct QuestionSurvey {
  /// For each question, in order: the right answer. Empty: the question is not
  /// about outcomes, or they are not all known.
  std::vector<std::optional<std::size_t>> right;
  std::uint64_t schedules = 0;  ///< that were tried
  bool exhaustive = false;      ///< no schedule is left to try
  int signal = 0;               ///< a signal that told mpdemo to end meanwhile; 0: none
};

/// Runs the demo under all schedules, before a session begins; does nothing if no
/// question needs it. `language`: of what is said meanwhile. `known`: what is known of just
/// this demo, and grows; nullptr: nothing.
QuestionSurvey explore(const stage::RunSpec& spec, const std::vector<lessons::Question>& questions,
                       const SurveyTerms& terms, Language language = Language::english,
                       std::shared_ptr<choice::Explorer> known = nullptr);

}  // namespace app
