#pragma once

#include <string>
#include <vector>

#include "app/cli/options.hpp"

namespace app {

/// The files and options of report, as typed. The grammar fills it, and calls understood().
struct ReportArgs {
  std::vector<std::string> files;
  std::string format = "text";
  std::string output;
  bool ascii = false;

  /// Throws UsageError.
  ReportCommand understood() const;
};

}  // namespace app
