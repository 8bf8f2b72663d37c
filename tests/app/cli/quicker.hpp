#pragma once

#include <regex>
#include <string>

namespace tests {

/// A command from the documentation, shortened for a test: a second per act and
/// two hundred runs are right for a class, but too long for a test.
inline std::string quicker(const std::string& command) {
  return std::regex_replace(std::regex_replace(command, std::regex("--pace [0-9]s"), "--pace 1ms"),
                            std::regex("--outcomes(?! --runs)"), "--outcomes --runs 5");
}

}  // namespace tests
