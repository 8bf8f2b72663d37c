#pragma once

#include <string_view>

namespace app {

/// The program's own diary (-v), on standard error: what the stage does, not
/// what the demo does. Silent unless it was opened.
void open_diary();
void note(std::string_view line);

/// A message to whoever started mpdemo, on standard error, diary or not. Nobody
/// need read it.
void tell(std::string_view line);

}  // namespace app
