#pragma once

#include <string>
#include <vector>

namespace app {

/// Why the program cannot be run, and what to do about it, in a sentence, judged by the file at
/// its path. If that says nothing: `otherwise`.
std::string cannot_run(const std::vector<std::string>& program, const std::string& otherwise);

}  // namespace app
