#include "app/quiz/interview.hpp"

#include <fmt/core.h>

#include <utility>

#include "app/quiz/quiz_text.hpp"
#include "app/language/wording.hpp"

namespace app {

void Interview::come_to(const lessons::Page& page, const stage::Point& point) {
  page_ = &page;
  question_ = quiz_.due(point);
}

std::string Interview::text(std::size_t width) const {
  return question_text(*question_, *page_, width, language_);
}

std::string Interview::keys() const {
  std::string keys;
  for (std::size_t number = 1; number <= question_->answers.size(); ++number) {
    keys += fmt::format("{} ", number);
  }
  return keys + "s";
}

std::string_view Interview::explanation() const {
  return wording(language_).answer_keys;
}

std::optional<std::string> Interview::reply(Key key) {
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
