#pragma once

#include <optional>
#include <string>

#include "app/commands/commands.hpp"
#include "core/choice/run.hpp"

namespace app {

/// The sentence that says how to make a controlled run again; empty: it has made no
/// choice, or did not come to its end.
std::optional<std::string> same_run(const TraceCommand& command, const choice::Result& result);

/// `mpdemo trace --step -- PROGRAM`: the reader chooses which process goes on.
/// Returns the exit status of the program, or 0 if the reader has ended it.
/// `tried`: where the program comes from, or nullptr. Throws like commands, and CannotExecute.
int step_through(const TraceCommand& command, const Invocation& invocation,
                 const lessons::Catalogue& catalogue, TriedFile* tried);

}  // namespace app
