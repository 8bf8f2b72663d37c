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

/// A question that was asked, and what has come of it. Answers are told by
/// their index.
struct Prediction {
  std::string lesson;
  std::string demo;
  const lessons::Question* question = nullptr;
  std::optional<std::size_t> given;  ///< empty: skipped
  std::optional<std::size_t> right;  ///< empty: nothing has shown it
  std::uint64_t schedules = 0;       ///< that were tried to know it; 0: the run shows it

  bool is_right() const { return given && given == right; }
};

/// The questions of a command: which is due at a scheduling point, what was
/// answered, and what the run then shows. A session asks it, and the run itself
/// drives it; it neither shows anything nor knows a key.
class Quiz : public record::Consumer {
 public:
  /// The runs to come are of this demo, and `questions`, which outlive the quiz,
  /// are to be asked about it. `survey` is what is known about them.
  void open(std::string_view lesson, const lessons::Demo& demo,
            const std::vector<lessons::Question>& questions, const QuestionSurvey& survey);

  /// What to ask at this point, before anybody acts: each question once, and
  /// only as long as the run has not shown its answer. nullptr: nothing.
  const lessons::Question* due(const choice::Point& point) const;
  /// The answer to it; empty: it is skipped.
  void take(const lessons::Question& question, std::optional<std::size_t> given);

  void begin(const record::Run& run) override;
  void event(const record::Event& event) override;
  void end(const record::End& end) override;

  /// What has been revealed since this was called last.
  std::vector<Prediction> news();
  /// All that was asked so far, in order.
  const std::vector<Prediction>& predictions() const { return predictions_; }

 private:
  /// A question of the demo that runs.
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
