#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/quiz/evidence.hpp"
#include "app/quiz/question_survey.hpp"
#include "core/choice/point.hpp"
#include "lessons/catalogue.hpp"

namespace app {

/// A question that was asked, and the result. Answers are given by index.
struct Prediction {
  std::string lesson;
  std::string demo;
  const lessons::Question* question = nullptr;
  std::optional<std::size_t> given;  ///< empty: skipped
  std::optional<std::size_t> right;  ///< empty: not shown yet
  std::uint64_t schedules = 0;       ///< how many were tried to find it; 0: the run shows it

  bool is_right() const { return given && given == right; }
};

/// The questions of a command: which is due at a scheduling point, what was
/// answered, and what the run then shows. A session queries it, and it is a
/// consumer of the run; it shows nothing and knows no keys.
class Quiz : public record::Consumer {
 public:
  /// The runs to come are of this demo, and `questions`, which outlive the quiz,
  /// are to be asked about it. `survey` is what is known about them.
  void open(std::string_view lesson, const lessons::Demo& demo,
            const std::vector<lessons::Question>& questions, const QuestionSurvey& survey);

  /// The question to ask at this point, before the next act: each question
  /// once, and only if the run has not yet shown its answer. nullptr: none.
  const lessons::Question* due(const choice::Point& point) const;
  /// The answer to a question; empty: skipped.
  void take(const lessons::Question& question, std::optional<std::size_t> given);

  void begin(const record::Run& run) override;
  void event(const record::Event& event) override;
  void end(const record::End& end) override;

  /// What has been revealed since the last call.
  std::vector<Prediction> news();
  /// All questions asked so far, in order.
  const std::vector<Prediction>& predictions() const { return predictions_; }

 private:
  /// A question about the running demo.
  struct Item {
    const lessons::Question* question;
    int line;  // before which it is asked
    Evidence evidence;
    std::optional<std::size_t> explored;  // the right answer, if it is about outcomes
    std::optional<std::size_t> asked;     // index of its prediction
  };

  bool can_be_asked(const Item& item) const;
  static std::optional<std::size_t> revealed(const Item& item);
  void look();

  std::string lesson_;
  const lessons::Demo* demo_ = nullptr;
  std::uint64_t schedules_ = 0;
  std::vector<Item> items_;
  std::vector<Prediction> predictions_;
  std::vector<std::size_t> news_;  // indexes of predictions
};

}  // namespace app
