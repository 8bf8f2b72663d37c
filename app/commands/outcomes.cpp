#include <fmt/core.h>

#include "app/cli/shortage.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/demo_run.hpp"
#include "app/output/destination.hpp"
#include "app/output/progress.hpp"
#include "app/survey/outcome_survey.hpp"
#include "app/survey/passive_audience.hpp"
#include "core/os/process/process.hpp"
#include "core/view/outcomes/outcomes.hpp"

namespace app {

int report_outcomes(const LessonCommand& command, const Invocation& invocation) {
  make_sure_of_room(command);
  os::leave_small_pids();
  const bool as_data = command.view.format->name == "jsonl";
  Destination destination(command.view);
  bool is_wrong = false;
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
    const auto report = survey.report(command.outcomes->list.value_or(as_data ? kMostInData : kMostInText));
    is_wrong = is_wrong || report.impossible != 0;
    destination.write(as_data ? view::outcomes_jsonl(report)
                              : view::outcomes_text(report, destination.style()));
    if (survey.signal()) {
      destination.commit();
      throw Interrupted{*survey.signal()};
    }
  }
  destination.commit();
  return is_wrong ? kFailed : kDone;
}

}  // namespace app
