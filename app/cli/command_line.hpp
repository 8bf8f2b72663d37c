#pragma once

#include <string>
#include <vector>

#include "app/cli/options.hpp"
#include "app/cli/reference.hpp"

namespace app {

/// Parses a command line; `arguments[0]` is the program. Lessons, demos and
/// formats come from the catalogue and from view::formats(). Throws UsageError
/// with a sentence that says how to correct it.
Invocation parse(const std::vector<std::string>& arguments, const lessons::Catalogue& catalogue);

/// All that such a command line may consist of, for completion and the manual.
Reference reference(const lessons::Catalogue& catalogue);

}  // namespace app
