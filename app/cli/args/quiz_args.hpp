#pragma once

#include <string>

#include "app/cli/options.hpp"

namespace app {

/// The options about questions, as typed. The grammar fills it, and LessonArgs
/// calls understand().
struct QuizArgs {
  std::string asks;
  std::string report;
  std::string name;

  /// Adds them to a command whose other options are set. Throws UsageError.
  void understand(LessonCommand& command) const;
};

/// What --quiz says, or a setting: `where` is what the complaint about it begins
/// with.
LessonCommand::Quiz quiz_meant(const std::string& where, const std::string& word);

}  // namespace app
