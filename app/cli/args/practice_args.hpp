#pragma once

#include <optional>
#include <string>

#include "app/cli/options.hpp"

namespace app {

/// The options of practice, as typed. The grammar fills it, and calls understood().
struct PracticeArgs {
  std::string seed;
  std::string topic;
  std::string level;
  std::string count;
  std::string in;  ///< the language of the programs
  std::optional<std::string> format;
  std::string output;
  std::string colour = "auto";
  std::optional<std::string> theme;

  /// Throws UsageError.
  PracticeCommand understood() const;
};

}  // namespace app
