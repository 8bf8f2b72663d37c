#pragma once

#include <string>

#include "app/cli/options.hpp"

namespace app {

/// The options about the order of acts, as typed (empty: not given). The
/// grammar fills it, and LessonArgs calls understand().
struct OrderArgs {
  std::string schedule;
  std::string seed;
  bool honours_sleep = false;
  bool outcomes = false;
  std::string runs;
  std::string budget;
  std::string list;
  bool every_order = false;

  /// Adds them to a command whose other options are set. Throws UsageError.
  void understand(LessonCommand& command) const;

 private:
  void understand_schedule(LessonCommand& command) const;
  void understand_outcomes(LessonCommand& command) const;
};

}  // namespace app
