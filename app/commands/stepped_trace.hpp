#pragma once

#include "app/commands/commands.hpp"

namespace app {

/// `mpdemo trace --step -- PROGRAM`: the reader chooses which process goes on.
/// Returns the exit status of the program, or 0 if the reader has ended it.
/// Throws like commands, and CannotExecute.
int step_through(const TraceCommand& command, const Invocation& invocation,
                 const lessons::Catalogue& catalogue);

}  // namespace app
