#include "app/quiz/question_survey.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "app/language/wording.hpp"
#include "app/output/progress.hpp"
#include "app/survey/passive_audience.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {

/// Collects the evidence of each run for every question, and keeps what all
/// runs have shown. The explorer's runs drive it.
class EvidenceOfRuns : public record::Consumer {
 public:
  explicit EvidenceOfRuns(const std::vector<lessons::Question>& questions) {
    for (const auto& question : questions) evidence_.emplace_back(question);
    shown_.resize(questions.size());
  }

  void begin(const record::Run& run) override {
    for (auto& one : evidence_) one.begin(run);
  }
  void event(const record::Event& event) override {
    for (auto& one : evidence_) one.event(event);
  }
  void end(const record::End& end) override {
    for (auto& one : evidence_) one.end(end);
  }

  /// Adds the run that has ended.
  void keep() {
    for (std::size_t i = 0; i < evidence_.size(); ++i) shown_[i] |= evidence_[i].seen();
  }
  std::optional<std::size_t> right(std::size_t question) const {
    return evidence_[question].answer_with(shown_[question]);
  }

 private:
  std::vector<Evidence> evidence_;
  std::vector<Evidence::Signs> shown_;
};

}  // namespace

QuestionSurvey explore(const stage::RunSpec& spec, const std::vector<lessons::Question>& questions,
                       const SurveyTerms& terms, Language language) {
  QuestionSurvey survey;
  survey.right.resize(questions.size());
  if (std::none_of(questions.begin(), questions.end(), lessons::is_about_outcomes)) return survey;

  EvidenceOfRuns evidence(questions);
  PassiveAudience audience;
  const Wording& words = wording(language);
  Progress progress(
      view::filled(words.all_that_can_happen, fmt::format("{}/{}", spec.lesson, spec.demo)));
  ScheduleTrials trials(stage::runner(spec), terms);
  trials.explore(evidence, audience, [&](const choice::Result&) {
    if (trials.is_whole()) evidence.keep();
    progress.show([&] { return view::filled(words.schedules_tried, trials.runs()); });
    return true;
  });
  progress.clear();
  survey.exhaustive = trials.is_exhaustive();
  survey.signal = trials.signal().value_or(0);
  survey.schedules = trials.runs();
  for (std::size_t i = 0; survey.exhaustive && i < questions.size(); ++i) {
    if (is_about_outcomes(questions[i])) survey.right[i] = evidence.right(i);
  }
  return survey;
}

}  // namespace app
