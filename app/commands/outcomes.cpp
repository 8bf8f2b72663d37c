#include <fmt/core.h>

#include <vector>

#include "app/cli/shortage.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/demo_run.hpp"
#include "app/output/destination.hpp"
#include "app/output/progress.hpp"
#include "app/survey/outcome_survey.hpp"
#include "app/survey/passive_audience.hpp"
#include "core/os/process/process.hpp"
#include "core/view/outcomes/outcome_formats.hpp"

namespace app {

int report_outcomes(const LessonCommand& command, const Invocation& invocation) {
  make_sure_of_room(command);
  os::leave_small_pids();
  const view::OutcomeFormat& format = *command.view.outcomes_as;
  const std::size_t most =
      command.outcomes->list.value_or(format.is_data ? kMostInData : kMostInText);
  Destination destination(command.view);
  bool is_wrong = false;
  std::vector<view::MappedOutcomes> unwritten;
  const auto write = [&] {
    destination.write(format.write(unwritten, destination.style()));
    unwritten.clear();
  };
  for (const auto* demo : demos_of(command)) {
    PassiveAudience audience;
    Progress progress(fmt::format("{}/{}", command.lesson->name, demo->name));
    OutcomeSurvey survey(survey_of(command, *demo, invocation.argv), *command.outcomes, audience,
                         [&](const auto& how_far) {
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

}  // namespace app
