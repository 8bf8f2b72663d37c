#pragma once

#include <optional>
#include <string>

#include "app/language/language.hpp"
#include "app/quiz/quiz.hpp"
#include "app/screen/keys.hpp"

namespace app {

/// Asks the reader the questions of a quiz: what to show, which keys answer, and
/// what each key means. A session drives it, and shows the texts in its own way.
class QuizPrompt {
 public:
  QuizPrompt(Quiz& quiz, Language language) : quiz_(quiz), language_(language) {}

  /// Asks the question that is due at this point, if there is one.
  void come_to(const lessons::Page& page, const choice::Point& point);
  /// The question is dropped, and counts as not asked.
  void drop() { question_ = nullptr; }
  /// Whether a question is waiting for its answer.
  bool asks() const { return question_ != nullptr; }
  /// That question; nullptr: there is none.
  const lessons::Question* question() const { return question_; }

  /// The question with its answers, for so many columns.
  std::string text(std::size_t width) const;
  /// "1 2 3 s": the keys that are for the question.
  std::string keys() const;
  /// What the keys do, in a sentence.
  std::string_view explanation() const;

  /// Handles a key that answers or skips, and returns what to say about it. The
  /// key to go on, as on a clicker, skips.
  std::optional<std::string> reply(Key key);

 private:
  Quiz& quiz_;
  Language language_;
  const lessons::Page* page_ = nullptr;
  const lessons::Question* question_ = nullptr;
};

}  // namespace app
