#pragma once

#include <string>

namespace app {

/// What is in a file; `-` is standard input. Throws EnvironmentError, a sentence, if it cannot be
/// read.
std::string whole_file(const std::string& path);

}  // namespace app
