#pragma once

#include <string>
#include <vector>

namespace app {

/// Why that program cannot be run, and what to do about it, in a sentence: what stands at its path
/// tells. Where that tells nothing: `otherwise`.
std::string cannot_run(const std::vector<std::string>& program, const std::string& otherwise);

}  // namespace app
