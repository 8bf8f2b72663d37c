#pragma once

#include <string>

#include "app/cli/reference.hpp"
#include "lessons/catalogue.hpp"

namespace app {

enum class Shell { bash, zsh, fish };

/// The script by which a shell completes mpdemo's command line: all that it knows
/// stands in it, so that completing starts no program.
std::string completion_script(Shell shell, const Reference& all,
                              const lessons::Catalogue& catalogue);

}  // namespace app
