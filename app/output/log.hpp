#pragma once

#include <string_view>

namespace app {

/// The program's own log (-v), on standard error: what the stage does, not
/// what the demo does. Silent unless it was opened.
void open_log();
void note(std::string_view line);

/// A message to whoever started mpdemo, on standard error, log or not. Nobody
/// need read it.
void report(std::string_view line);

}  // namespace app
