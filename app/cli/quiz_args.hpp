#pragma once

#include <string>

#include "app/cli/options.hpp"

namespace app {

/// The options about questions, as typed. The grammar fills it, and LessonArgs
/// calls understand().
struct QuizArgs {
  std::string asks;
  std::string report;

  /// Adds them to a command whose other options are set. Throws UsageError.
  void understand(LessonCommand& command) const;
};

}  // namespace app
