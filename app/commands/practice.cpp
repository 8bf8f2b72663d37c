#include <fmt/format.h>
#include <unistd.h>

#include <random>
#include <string>

#include "app/commands/commands.hpp"
#include "app/language/practice_words.hpp"
#include "app/language/wording.hpp"
#include "app/output/destination.hpp"
#include "app/output/log.hpp"
#include "app/output/progress.hpp"
#include "app/practice/answer.hpp"
#include "app/practice/dialogue.hpp"
#include "app/practice/practice_text.hpp"
#include "app/practice/problem_maker.hpp"
#include "app/programs/elsewhere_working.hpp"
#include "app/session/step_terminal.hpp"
#include "core/os/descriptors/fd.hpp"
#include "core/os/process/execute.hpp"
#include "core/os/process/process.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {

/// A seed that can be read out in a class.
std::uint64_t any_seed() {
  constexpr unsigned kMost = 9999;
  return 1 + std::random_device()() % kMost;
}

practice::Programming language_for(const PracticeCommand& command) {
  using practice::Programming;
  const bool has_compiler =
      os::found_in_path("cc") || os::found_in_path("gcc") || os::found_in_path("clang");
  if (command.programming == Programming::c && !has_compiler) {
    throw EnvironmentError(
        "programs in C need a compiler, and none of cc, gcc, clang is installed: on Debian, \"apt "
        "install build-essential\" brings one; or take --in py.");
  }
  if (command.programming) return *command.programming;
  if (has_compiler) return Programming::c;
  report("mpdemo: there is no compiler for C here, so the programs are in Python.\n");
  return Programming::python;
}

/// The command line that gives the same questions.
std::string same_questions(const PracticeCommand& command, std::uint64_t seed,
                           practice::Programming programming) {
  std::string line = fmt::format("mpdemo practice --seed {}", seed);
  if (command.topic) line += fmt::format(" --topic {}", practice::word_for(*command.topic));
  if (command.level) line += fmt::format(" --level {}", *command.level);
  if (command.has_count) line += fmt::format(" --count {}", command.count);
  if (programming == practice::Programming::python) line += " --in py";
  return line;
}

/// The run on the stage; its file is there only as long.
void show_run(const practice::Shown& shown, const PracticeCommand& command,
              practice::Programming programming, const Invocation& invocation,
              const lessons::Catalogue& catalogue) {
  // There it has a name without a folder, as everybody calls it.
  const ElsewhereWorking working;
  TryCommand tried;
  tried.file = {practice::file_name(programming)};
  practice::write_program(tried.file.front(), shown.source);
  tried.steps_on_terminal = true;
  tried.trace.view = command.view;
  tried.trace.schedule = shown.way.schedule;
  tried.trace.turning_point = shown.way.turning_point;
  tried.trace.is_passing = true;
  try {
    try_file(tried, invocation, catalogue);
  } catch (const EnvironmentError& error) {
    report(fmt::format("mpdemo: {}\n", view::harmless(error.what())));
  }
}

}  // namespace

int run_practice(const PracticeCommand& command, const Invocation& invocation,
                 const lessons::Catalogue& catalogue) {
  using As = PracticeCommand::As;
  const Language language = command.view.language;
  const PracticeWords& words = practice_words(language);
  const bool asks = command.as == As::by_terminal && command.view.output.empty() && can_step();
  const practice::Programming programming = language_for(command);
  const std::uint64_t seed = command.seed.value_or(any_seed());
  const std::string again = same_questions(command, seed, programming);
  os::leave_small_pids();
  practice::ProblemMaker maker({seed, command.topic, programming}, invocation);
  const auto make = [&](std::size_t number, int level) {
    Progress progress(view::filled(words.preparing, number));
    return maker.make(number, level, [&](std::uint64_t tried) {
      progress.show([&] { return view::filled(wording(language).schedules_tried, tried); });
    });
  };
  if (asks) {
    write_to_stdout(practice::title(command.count, language) + "\n");
    const auto difficulty =
        command.level ? practice::Difficulty(*command.level) : practice::Difficulty();
    practice::Dialogue dialogue(command.count, difficulty, language);
    dialogue.run(make, [&](const practice::Shown& shown) {
      show_run(shown, command, programming, invocation, catalogue);
    });
    const std::string score = dialogue.score();
    write_to_stdout(fmt::format("\n{}{}\n", score.empty() ? "" : score + "\n",
                                view::filled(words.made_by, again)));
    return kDone;
  }
  // The programs read nothing, and what somebody else sends is not for them.
  os::abandon(STDIN_FILENO);
  Destination destination(command.view);
  practice::Sheet sheet;
  sheet.command = again;
  for (std::size_t number = 1; number <= command.count; ++number) {
    const int level = command.level.value_or(practice::level_on_sheet(number, command.count));
    sheet.problems.push_back(make(number, level));
  }
  destination.write(command.as == As::json   ? practice::sheet_json(sheet, seed, language)
                    : command.as == As::html ? practice::sheet_html(sheet, language)
                                             : practice::sheet_text(sheet, language));
  destination.commit();
  return kDone;
}

}  // namespace app
