#include <fmt/format.h>

#include "app/cli/command_line.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/finished_demos.hpp"
#include "app/commands/menu.hpp"
#include "app/language/wording.hpp"
#include "app/output/destination.hpp"
#include "app/session/step_terminal.hpp"

namespace app {
namespace {

/// The lessons and commands, on one screen.
int report_overview(const OverviewCommand& command, const lessons::Catalogue& catalogue) {
  const Wording& words = wording(command.language);
  std::string text = fmt::format("{}\n", words.overview);
  for (const auto& lesson : catalogue) {
    text += fmt::format("  mpdemo {:<12} {}\n", lesson.name, in(command.language, lesson.title));
  }
  text += fmt::format("  mpdemo list         {}\n", words.each_demo);
  text += fmt::format("  mpdemo show fork    {}\n", words.pages_alone);
  text += fmt::format("  mpdemo replay FILE  {}\n", words.recorded_run);
  text += fmt::format("  mpdemo --help       {}\n", words.all_else);
  write_to_stdout(text);
  return kDone;
}

/// The lesson that the reader chooses; nullptr: none.
const lessons::Lesson* chosen_from(const lessons::Catalogue& catalogue, Language language) {
  const FinishedDemos finished;
  return Menu(catalogue, finished, language).choose();
}

}  // namespace

int overview(const OverviewCommand& command, const lessons::Catalogue& catalogue) {
  if (!can_step()) return report_overview(command, catalogue);
  while (const lessons::Lesson* lesson = chosen_from(catalogue, command.language)) {
    const Invocation invocation = parse({"mpdemo", std::string(lesson->name)}, catalogue);
    auto chosen = std::get<LessonCommand>(invocation.command);
    chosen.view.language = command.language;
    run_lesson(chosen, invocation, catalogue);
  }
  return kDone;
}

}  // namespace app
