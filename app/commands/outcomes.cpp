#include <fmt/core.h>

#include <vector>

#include "app/cli/shortage.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/demo_run.hpp"
#include "app/output/destination.hpp"
#include "app/output/progress.hpp"
#include "app/programs/traced_runner.hpp"
#include "app/survey/outcome_survey.hpp"
#include "app/survey/passive_audience.hpp"
#include "core/os/process/process.hpp"
#include "core/view/outcomes/outcome_formats.hpp"

namespace app {

namespace {

/// Surveys one program after another, and writes what was found. Returns the exit status.
int report_on(const std::vector<SurveySubject>& subjects, const OutcomeOptions& how,
              const ViewOptions& shown) {
  os::leave_small_pids();
  const view::OutcomeFormat& format = *shown.outcomes_as;
  const std::size_t most = how.list.value_or(format.is_data ? kMostInData : kMostInText);
  Destination destination(shown);
  bool is_wrong = false;
  std::vector<view::MappedOutcomes> unwritten;
  const auto write = [&] {
    destination.write(format.write(unwritten, destination.style()));
    unwritten.clear();
  };
  for (const SurveySubject& subject : subjects) {
    PassiveAudience audience;
    Progress progress(fmt::format("{}/{}", subject.lesson, subject.demo));
    OutcomeSurvey survey(subject, how, audience, [&](const auto& how_far) {
      progress.show(how_far);
      return true;
    });
    survey.explore();
    survey.run_freely();
    progress.clear();
    auto& outcomes = unwritten.emplace_back();
    outcomes.report = survey.report(most);
    if (format.needs_map) outcomes.map = survey.map();
    is_wrong = is_wrong || outcomes.report.impossible != 0;
    if (!format.is_whole) write();
    if (!survey.signal()) continue;
    if (format.is_whole) write();
    destination.commit();
    throw Interrupted{*survey.signal()};
  }
  if (format.is_whole) write();
  destination.commit();
  return is_wrong ? kFailed : kDone;
}

}  // namespace

int report_outcomes(const LessonCommand& command, const Invocation& invocation) {
  make_sure_of_room(command);
  std::vector<SurveySubject> subjects;
  for (const auto* demo : demos_of(command))
    subjects.push_back(survey_of(command, *demo, invocation.argv));
  return report_on(subjects, *command.outcomes, command.view);
}

int report_outcomes(const TraceCommand& command, const Invocation& invocation) {
  return report_on({survey_of(command, invocation)}, *command.outcomes, command.view);
}

}  // namespace app
