#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/cli/options.hpp"

namespace app {

/// Who acts when, as typed (empty: not given): options of demos and of trace. The
/// grammar fills it, and the arguments of a command ask for its values.
struct TurnArgs {
  std::string schedule;
  std::string seed;

  /// The values, if given. Throw UsageError.
  std::optional<choice::Schedule> understood_schedule() const;
  std::optional<std::uint64_t> understood_seed() const;
};

/// The options about the order of acts, as typed (empty: not given). The
/// grammar fills it, and LessonArgs calls understand().
struct OrderArgs {
  TurnArgs turns;
  bool honours_sleep = false;
  bool outcomes = false;
  std::string runs;
  std::string budget;
  std::string list;
  std::string jobs;
  bool every_order = false;

  /// Adds them to a command whose other options are set. Throws UsageError.
  void understand(LessonCommand& command) const;

 private:
  void understand_outcomes(LessonCommand& command) const;
};

}  // namespace app
