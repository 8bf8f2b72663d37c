#pragma once

#include <string>
#include <vector>

#include "app/cli/options.hpp"

namespace app {

/// The words and options of diff, as typed. The grammar fills it, and calls understood().
struct DiffArgs {
  std::vector<std::string> words;    ///< A, B, and what the schedules are of
  std::vector<std::string> program;  ///< what came after "--"
  std::string format = "text";
  std::string output;
  std::string colour = "auto";
  bool ascii = false;
  bool plain = false;
  bool detail = false;

  /// Throws UsageError.
  DiffCommand understood() const;
};

}  // namespace app
