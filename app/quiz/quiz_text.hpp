#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/language/language.hpp"
#include "app/quiz/quiz.hpp"

namespace app {

// What a quiz says, as plain text for a terminal of `width` columns, each piece
// with its last newline. Whoever shows it may paint it. In another language the
// English stands below it.

/// The code before which a question is asked, the question, and its answers
/// with the keys that give them.
std::string question_text(const lessons::Question& question, const lessons::Page& page,
                          std::size_t width, Language language = Language::english);

/// "You said 2: right." and why; of a skipped one, which answer is right.
std::string verdict_text(const Prediction& prediction, std::size_t width,
                         Language language = Language::english);

/// "Predictions: 3 of 4 right", and a line for each, with the right answer below
/// what was missed or skipped; "" when none was made.
std::string summary_text(const std::vector<Prediction>& predictions, std::size_t width,
                         Language language = Language::english);

/// All predictions as JSON Lines: an object each, and one that ends them.
std::string quiz_report(const std::vector<Prediction>& predictions);

}  // namespace app
