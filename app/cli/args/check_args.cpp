#include "app/cli/args/check_args.hpp"

#include "app/cli/args/duration.hpp"
#include "app/cli/args/order_args.hpp"
#include "app/cli/args/view_args.hpp"
#include "app/cli/did_you_mean.hpp"
#include "app/cli/errors.hpp"

namespace app {

CheckCommand CheckArgs::understood() const {
  CheckCommand command;
  command.exercise = exercise;
  command.files = files;
  command.shows_hint = hint;
  command.shows_solution = solution;
  command.as = static_cast<CheckCommand::As>(choose(
      "--format", format, {"text", "json", "junit", "tap", "gradescope", "classroom", "csv"}));
  if (!in.empty()) command.ending = choose("--in", in, {"c", "py"}) == 0 ? ".c" : ".py";
  if (!budget.empty()) command.budget = parse_duration("--budget", budget);
  TurnArgs turns;
  turns.schedule = schedule;
  command.schedule = turns.understood_schedule();
  command.who = name;
  ViewArgs view;
  view.output = output;
  view.colour = colour;
  view.theme = theme;
  command.view = view.understood();
  using As = CheckCommand::As;
  const bool is_of_one = command.as == As::gradescope || command.as == As::classroom;
  if (command.as != As::text && files.empty() && !(command.as == As::json && exercise.empty()))
    throw UsageError("--format is for a verdict: name the exercise and a file.");
  if (is_of_one && files.size() > 1) {
    throw UsageError(
        "--format gradescope and classroom are about one file: name one, or use json or csv.");
  }
  if (command.schedule && files.empty())
    throw UsageError(
        "--schedule needs the exercise and its program: check NAME FILE --schedule S.");
  if ((hint || solution) && exercise.empty())
    throw UsageError("--hint and --solution need an exercise: mpdemo check NAME --hint.");
  return command;
}

}  // namespace app
