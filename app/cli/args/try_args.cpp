#include "app/cli/args/try_args.hpp"

#include "app/cli/errors.hpp"

namespace app {

bool TryArgs::says_otherwise() const {
  const bool shows_text = !trace.view.format || *trace.view.format == "text";
  return trace.survey.outcomes || !trace.survey.runs.empty() || !trace.timeout.empty() ||
         !trace.turns.schedule.empty() || !trace.turns.seed.empty() ||
         !trace.turns.challenge.empty() || trace.observe != "ptrace" ||
         trace.view.selection.is_given() || (!shows_text && trace.view.output.empty());
}

TryCommand TryArgs::understood() const {
  if (file.empty()) throw UsageError("try needs a file: mpdemo try FILE [ARG...].");
  TraceArgs args = trace;
  args.program = file;
  TryCommand command;
  command.file = file;
  command.steps_on_terminal = !trace.step && !says_otherwise();
  // Then what is only for a held program fits, even where no terminal can show it.
  args.step = trace.step || command.steps_on_terminal;
  command.trace = args.understood();
  return command;
}

}  // namespace app
