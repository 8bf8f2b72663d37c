#include "app/quiz/question_survey.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "app/language/wording.hpp"
#include "app/output/progress.hpp"
#include "app/survey/passive_audience.hpp"
#include "core/choice/outcome_map.hpp"
#include "core/record/consumers.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {

/// Which answer is right of all that can come out. A question about outcomes is about what
/// is printed and how the run ends, so that much is looked at.
std::optional<std::size_t> right_answer(const lessons::Question& question,
                                        const choice::OutcomeMap& map) {
  Evidence evidence(question);
  Evidence::Signs shown;
  using Passed = Evidence::Passed;
  const auto on_line = [&](const Passed& passed, const record::Outcome::Line& line) {
    evidence.begin_after(passed);
    record::Event event;
    event.name = line.name;
    event.act.kind = probe::Kind::print;
    event.act.text = line.text;
    evidence.event(event);
    shown |= evidence.seen();
    return evidence.passed();
  };
  const auto on_end = [&](const Passed& passed, const std::string& ending) {
    evidence.begin_after(passed);
    record::End end;
    end.status = ending;
    evidence.end(end);
    shown |= evidence.seen();
  };
  map.unfold(Passed{}, on_line, on_end);
  return evidence.answer_with(shown);
}

}  // namespace

QuestionSurvey explore(const stage::RunSpec& spec, const std::vector<lessons::Question>& questions,
                       const SurveyTerms& terms, Language language,
                       std::shared_ptr<choice::Explorer> known) {
  QuestionSurvey survey;
  survey.right.resize(questions.size());
  if (std::none_of(questions.begin(), questions.end(), lessons::is_about_outcomes)) return survey;

  record::Nowhere nobody;
  PassiveAudience audience;
  const Wording& words = wording(language);
  Progress progress(
      view::filled(words.all_that_can_happen, fmt::format("{}/{}", spec.lesson, spec.demo)));
  ScheduleTrials trials(known ? std::move(known) : explorer_of(stage::runner(spec), terms), terms);
  trials.explore(nobody, audience, [&](const choice::Trial&) {
    progress.show(
        [&] { return view::filled(words.schedules_tried, trials.runs() + trials.cuts()); });
    return true;
  });
  progress.clear();
  survey.exhaustive = trials.is_exhaustive();
  survey.signal = trials.signal().value_or(0);
  survey.schedules = trials.runs() + trials.cuts();
  if (!survey.exhaustive) return survey;
  const choice::OutcomeMap map(trials.graph());
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (is_about_outcomes(questions[i])) survey.right[i] = right_answer(questions[i], map);
  }
  return survey;
}

}  // namespace app
