#pragma once

#include <regex>
#include <string>

namespace tests {

/// A command that a reader is shown, as a test runs it: a second for each act is
/// right for a class, and long for a test, and so are two hundred runs.
inline std::string quicker(const std::string& command) {
  return std::regex_replace(std::regex_replace(command, std::regex("--pace [0-9]s"), "--pace 1ms"),
                            std::regex("--outcomes"), "--outcomes --runs 5");
}

}  // namespace tests
