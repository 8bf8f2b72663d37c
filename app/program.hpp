#pragma once

#include <string>
#include <vector>

#include "lessons/catalogue.hpp"

namespace app {

/// The whole program: arguments to command to exit status. Every error ends
/// here as one sentence on standard error; a signal that ended the command
/// finally ends this process, so that the shell knows.
int run(const std::vector<std::string>& arguments, const lessons::Catalogue& catalogue);

}  // namespace app
