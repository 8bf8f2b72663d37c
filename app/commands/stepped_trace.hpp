#pragma once

#include <optional>
#include <string>

#include "app/commands/commands.hpp"
#include "core/choice/run.hpp"
#include "core/tracer/observer.hpp"

namespace app {

/// The sentence that says how to make a controlled run again; empty: it has made no
/// choice, or did not come to its end.
std::optional<std::string> same_run(const TraceCommand& command, const choice::Result& result);

/// The sentence about what such a run has not controlled; empty: nothing.
std::optional<std::string> not_controlled(const TraceCommand& command, const record::End& end);
/// A line for each program of which a controlled run cannot see everything.
std::string unseen_words(const tracer::Result& result, Language language);

/// `mpdemo trace --step -- PROGRAM`: the reader chooses which process goes on.
/// Returns the exit status of the program, or 0 if the reader has ended it.
/// `tried`: where the program comes from, or nullptr. Throws like commands, and CannotExecute.
int step_through(const TraceCommand& command, const Invocation& invocation,
                 const lessons::Catalogue& catalogue, TriedFile* tried);

}  // namespace app
