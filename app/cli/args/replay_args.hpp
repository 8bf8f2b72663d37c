#pragma once

#include <optional>
#include <string>

#include "app/cli/args/view_args.hpp"

namespace app {

/// The options of replay, as typed. The grammar fills it, and calls
/// understood().
struct ReplayArgs {
  std::optional<std::string> file;
  bool step = false;
  bool automatic = false;
  bool follow = false;
  ViewArgs view;

  /// Throws UsageError.
  ReplayCommand understood() const;
};

}  // namespace app
