#include <fmt/core.h>

#include "app/cli/shortage.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/demo_run.hpp"
#include "app/commands/inquiry.hpp"
#include "app/commands/progress.hpp"
#include "app/output/destination.hpp"
#include "app/session/passive_audience.hpp"
#include "core/os/process/process.hpp"
#include "core/view/outcomes/outcomes.hpp"

namespace app {

int report_outcomes(const LessonCommand& command, const Invocation& invocation) {
  make_sure_of_room(command);
  os::leave_small_pids();
  const bool as_data = command.view.format->name == "jsonl";
  Destination destination(command.view);
  for (const auto* demo : demos_of(command)) {
    PassiveAudience audience;
    Progress progress(fmt::format("{}/{}", command.lesson->name, demo->name));
    Inquiry inquiry(command, *command.outcomes, *demo, invocation.argv, audience,
                    [&](const auto& how_far) {
                      progress.show(how_far);
                      return true;
                    });
    inquiry.explore();
    inquiry.run_freely();
    progress.clear();
    const auto report = inquiry.report();
    destination.write(as_data ? view::outcomes_jsonl(report)
                              : view::outcomes_text(report, destination.style()));
    if (inquiry.signal()) {
      destination.commit();
      throw Interrupted{*inquiry.signal()};
    }
  }
  destination.commit();
  return kDone;
}

}  // namespace app
