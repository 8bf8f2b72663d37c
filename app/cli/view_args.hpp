#pragma once

#include <optional>
#include <string>

#include "app/cli/options.hpp"

namespace app {

/// The options of a view, as typed. The grammar fills it, and the options of
/// each command call understood().
struct ViewArgs {
  std::optional<std::string> format;
  std::string output;
  std::string ids = "real";
  std::string time = "relative";
  std::string colour = "auto";
  bool ascii = false;
  bool plain = false;
  std::string theme = "auto";

  /// Throws UsageError.
  ViewOptions understood() const;
};

}  // namespace app
