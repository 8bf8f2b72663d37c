#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "app/language/language.hpp"
#include "app/quiz/quiz.hpp"

namespace app {

// The texts of a quiz for a terminal of `width` columns, each with its final
// newline, without colours. In another language the English follows.

/// The code before which a question is asked, the question, and its answers
/// with the keys that give them.
std::string question_text(const lessons::Question& question, const lessons::Page& page,
                          std::size_t width, Language language = Language::english);

/// "You said 2: right." and why; for a skipped question, the right answer.
std::string verdict_text(const Prediction& prediction, std::size_t width,
                         Language language = Language::english);

/// "Predictions: 3 of 4 right", and a line for each, with the right answer below
/// those that were wrong or skipped; "" if there are none.
std::string summary_text(const std::vector<Prediction>& predictions, std::size_t width,
                         Language language = Language::english);

/// Who has answered, for a report of which that was asked.
struct QuizTaker {
  std::string who;
  std::string when;     ///< RFC 3339
  std::string version;  ///< of mpdemo
};

/// All predictions as JSON Lines: one object each, and a final one.
std::string quiz_report(const std::vector<Prediction>& predictions,
                        const std::optional<QuizTaker>& taker = {});

}  // namespace app
