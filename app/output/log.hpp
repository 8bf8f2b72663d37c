#pragma once

#include <string_view>

namespace app {

/// The program's own log (-v), on standard error: what mpdemo does, not what
/// the demo does. Silent unless it was opened.
void open_log();
void note(std::string_view line);

/// A message to the user on standard error, with or without the log. If
/// standard error is closed, it is dropped.
void report(std::string_view line);

}  // namespace app
