#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/cli/options.hpp"

namespace app {

/// The options of check, as typed. The grammar fills it, and calls understood().
struct CheckArgs {
  std::string exercise;
  std::vector<std::string> files;
  bool hint = false;
  bool solution = false;
  std::string in;  ///< the language of the program that is handed out
  std::string format = "text";
  std::string output;
  std::string budget;
  std::string schedule;
  std::string name;
  std::string colour = "auto";
  std::optional<std::string> theme;

  /// Throws UsageError.
  CheckCommand understood() const;
};

}  // namespace app
