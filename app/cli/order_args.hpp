#pragma once

#include <string>

#include "app/cli/options.hpp"

namespace app {

/// The options that say who acts when, as they were typed (empty: not at all).
/// The grammar fills it, and a lesson's options have them understood.
struct OrderArgs {
  std::string schedule;
  std::string seed;
  bool honours_sleep = false;
  bool outcomes = false;
  std::string runs;
  std::string budget;
  bool every_order = false;

  /// Adds them to a command that is understood but for them. Throws UsageError.
  void understand(LessonCommand& command) const;

 private:
  void understand_schedule(LessonCommand& command) const;
  void understand_outcomes(LessonCommand& command) const;
};

}  // namespace app
