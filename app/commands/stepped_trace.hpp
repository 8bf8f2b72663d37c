#pragma once

#include "app/commands/commands.hpp"

namespace app {

/// `mpdemo trace --step -- PROGRAM`: the reader chooses who goes on. Returns what
/// the program ended with; 0 when the reader has ended it. Throws as commands do,
/// and CannotExecute.
int step_through(const TraceCommand& command, const Invocation& invocation,
                 const lessons::Catalogue& catalogue);

}  // namespace app
