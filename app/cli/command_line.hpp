#pragma once

#include <string>
#include <vector>

#include "app/cli/options.hpp"

namespace app {

/// Parses a command line; `arguments[0]` is the program. Lessons, demos and
/// formats come from the catalogue and from view::formats(). Throws UsageError
/// with a sentence that says how to correct it.
Invocation parse(const std::vector<std::string>& arguments, const lessons::Catalogue& catalogue);

}  // namespace app
