#pragma once

#include <string>

#include "app/cli/options.hpp"

namespace app {

/// The options about questions, as they were typed. The grammar fills it, and a
/// lesson's options have them understood.
struct QuizArgs {
  std::string asks;
  std::string report;

  /// Adds them to a command that is understood but for them. Throws UsageError.
  void understand(LessonCommand& command) const;
};

}  // namespace app
