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
  std::string challenge;

  /// The values, if given. Throw UsageError.
  std::optional<choice::Schedule> understood_schedule() const;
  std::optional<std::uint64_t> understood_seed() const;
  std::optional<std::uint64_t> understood_challenge() const;
};

/// How all outcomes are found, as typed (empty: not given): options of demos and of trace.
/// The grammar fills it, and the arguments of a command ask for its values.
struct SurveyArgs {
  bool outcomes = false;
  std::string runs;
  std::string budget;
  std::string list;
  std::string jobs;
  bool every_order = false;

  /// What is given in `usual` unless it was typed; empty: no outcomes are wanted. Throws
  /// UsageError.
  std::optional<OutcomeOptions> understood(OutcomeOptions usual) const;
};

/// The options about the order of acts, as typed (empty: not given). The
/// grammar fills it, and LessonArgs calls understand().
struct OrderArgs {
  TurnArgs turns;
  SurveyArgs survey;
  bool honours_sleep = false;

  /// Adds them to a command whose other options are set. Throws UsageError.
  void understand(LessonCommand& command) const;
};

}  // namespace app
