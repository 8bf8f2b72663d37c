#include "app/cli/args/replay_args.hpp"

#include <fmt/core.h>

#include "app/cli/errors.hpp"

namespace app {

ReplayCommand ReplayArgs::understood() const {
  if (step && automatic) throw UsageError("--step and --auto exclude each other: use only one.");
  using Watch = ReplayCommand::Watch;
  ReplayCommand command;
  command.file = file;
  command.watch = step ? Watch::step : automatic || follow ? Watch::automatic : Watch::by_terminal;
  command.follow = follow;
  command.view = view.understood();
  if (!step) return command;
  view.refuse_selection("--step");
  if (!command.view.output.empty()) {
    throw UsageError(
        "--step shows the run on the terminal, and -o writes it to a file: use only one.");
  }
  if (!command.view.is_for_eyes()) {
    throw UsageError(
        fmt::format("--step shows a run as text or lanes, not as {}: use one of these, or --auto.",
                    command.view.format->name));
  }
  return command;
}

}  // namespace app
