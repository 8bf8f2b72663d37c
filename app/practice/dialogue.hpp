#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>

#include "app/language/language.hpp"
#include "app/practice/answer.hpp"
#include "app/practice/problem.hpp"

namespace app::practice {

/// Asks one question after the other on a terminal, says what is right and why, and offers to
/// watch a run that shows it. The command drives it; it gets its questions from `make`.
class Dialogue {
 public:
  /// Makes the question with that number, at that level.
  using Make = std::function<Problem(std::size_t number, int level)>;
  /// Shows a run on the stage.
  using Watch = std::function<void(const Shown& shown)>;

  Dialogue(std::size_t count, Difficulty difficulty, Language language)
      : count_(count), difficulty_(difficulty), language_(language) {}

  /// Until all are asked, or the reader ends it.
  void run(const Make& make, const Watch& watch);
  /// "3 of 5 right."; "": nothing was asked.
  std::string score() const;

 private:
  /// Whether the reader goes on.
  bool ask(const Problem& problem, std::size_t number, const Watch& watch);
  std::optional<Typed> answer_to(const Problem& problem) const;
  void judge(const Problem& problem, const Typed& typed);
  bool offer_run(const Shown& shown, const Watch& watch) const;
  void say(const std::string& text) const;

  std::size_t count_;
  Difficulty difficulty_;
  Language language_;
  std::size_t right_ = 0;
  std::size_t answered_ = 0;
  std::size_t skipped_ = 0;
};

}  // namespace app::practice
