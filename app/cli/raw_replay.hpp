#pragma once

#include <optional>
#include <string>

#include "app/cli/raw_view.hpp"

namespace app {

/// The options of a replay as they were typed. The grammar fills it, and has it
/// understood.
struct RawReplay {
  std::optional<std::string> file;
  bool step = false;
  bool automatic = false;
  bool follow = false;
  RawView view;

  /// Throws UsageError.
  ReplayCommand understood() const;
};

}  // namespace app
