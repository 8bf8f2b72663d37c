#include "app/quiz/quiz_runner.hpp"

#include <algorithm>

#include "app/commands/demo_run.hpp"
#include "app/quiz/question_survey.hpp"
#include "app/quiz/quiz_text.hpp"
#include "core/os/clock.hpp"

namespace app {

QuizRunner::QuizRunner(const LessonCommand& command, bool asks) : command_(command), asks_(asks) {
  if (command.quiz_report.empty()) return;
  ViewOptions to_file;
  to_file.output = command.quiz_report;
  report_.emplace(to_file);
}

int QuizRunner::prepare(const lessons::Demo& demo, const std::vector<std::string>& argv,
                        const std::shared_ptr<choice::Explorer>& explorer) {
  static const std::vector<lessons::Question> none;
  const bool fit = asks_ && lessons::questions_fit(parameters_of(command_, true));
  const auto& questions = fit ? lessons::questions_about(demo) : none;
  if (demo.program && !explorer) {
    quiz_.open(command_.lesson->name, demo, questions, {});
    return 0;
  }
  const bool in_small = std::any_of(questions.begin(), questions.end(),
                                    [](const auto& question) { return question.in_small; });
  const auto parameters =
      in_small ? lessons::for_trying_schedules() : parameters_of(command_, true);
  const stage::RunSpec spec = {std::string(command_.lesson->name), std::string(demo.name), argv,
                               [run = demo.run, parameters] { run(parameters); },
                               names_on(demo.page)};
  SurveyTerms terms;
  terms.honours_sleep = command_.honours_sleep;
  const QuestionSurvey survey =
      explore(spec, questions, terms, command_.view.language, in_small ? nullptr : explorer);
  quiz_.open(command_.lesson->name, demo, questions, survey);
  return survey.signal;
}

void QuizRunner::commit() {
  if (!report_) return;
  std::optional<QuizTaker> taker;
  if (!command_.who.empty()) taker = {command_.who, os::wall_clock(), MPDEMO_VERSION};
  report_->write(quiz_report(quiz_.predictions(), taker));
  report_->commit();
}

}  // namespace app
