#include <fmt/core.h>
#include <unistd.h>

#include "app/commands/commands.hpp"
#include "app/output/log.hpp"
#include "app/programs/tried_file.hpp"
#include "app/session/step_terminal.hpp"
#include "core/view/formatting/terminal.hpp"

namespace app {

int try_file(const TryCommand& command, const Invocation& invocation,
             const lessons::Catalogue& catalogue) {
  TriedFile file(command.file);
  {
    const bool paints = view::Terminal(STDERR_FILENO).colour(command.trace.view.colour);
    tracer::SignalRelay relay(tracer::SignalRelay::First::us);
    const TriedFile::Build build = file.build(relay, paints);
    report(build.messages);
    if (!build.is_done) {
      report(
          fmt::format("mpdemo: {} does not compile, so there is nothing to run.\n", file.path()));
      return kFailed;
    }
  }
  TraceCommand trace = command.trace;
  trace.program = file.program();
  trace.file = file.executable();
  trace.tried = file.words();
  if (command.steps_on_terminal) trace.steps = can_step(true);
  return trace_program(trace, invocation, catalogue, &file);
}

}  // namespace app
