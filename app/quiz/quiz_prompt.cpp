#include "app/quiz/quiz_prompt.hpp"

#include <fmt/core.h>

#include <utility>

#include "app/language/wording.hpp"
#include "app/quiz/quiz_text.hpp"

namespace app {

void QuizPrompt::come_to(const lessons::Page& page, const choice::Point& point) {
  page_ = &page;
  question_ = quiz_.due(point);
}

std::string QuizPrompt::text(std::size_t width) const {
  return question_text(*question_, *page_, width, language_);
}

std::string QuizPrompt::keys() const {
  std::string keys;
  for (std::size_t number = 1; number <= question_->answers.size(); ++number) {
    keys += fmt::format("{} ", number);
  }
  return keys + "s";
}

std::string_view QuizPrompt::explanation() const {
  return wording(language_).answer_keys;
}

std::optional<std::string> QuizPrompt::reply(Key key) {
  const Wording& words = wording(language_);
  const auto count = static_cast<int>(question_->answers.size());
  if (key.means == Key::Means::forward || key.means == Key::Means::skip) {
    quiz_.take(*std::exchange(question_, nullptr), std::nullopt);
    return std::string(words.you_skip);
  }
  if (key.means != Key::Means::choice || key.choice > count) return std::nullopt;
  const auto given = static_cast<std::size_t>(key.choice) - 1;
  const std::string_view text = in(language_, question_->answers[given].text);
  quiz_.take(*std::exchange(question_, nullptr), given);
  const std::string answer = fmt::format(fmt::runtime(words.quoted), key.choice, text);
  return fmt::format(fmt::runtime(words.you_say), answer);
}

}  // namespace app
