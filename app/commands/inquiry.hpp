#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/options.hpp"
#include "app/output/filters.hpp"
#include "core/os/process/signals.hpp"
#include "core/record/outcome.hpp"
#include "core/record/outcome_report.hpp"
#include "core/record/outcome_table.hpp"
#include "core/stage/stage.hpp"

namespace app {

/// How far a session goes while its reader waits.
OutcomeOptions brief_outcomes();

/// Finds out what one demo can come to, and what it came to. A command drives
/// it, and prints its report, or a session shows it. No other run may be going
/// on meanwhile.
class Inquiry {
 public:
  /// Told after each run how far it is, should anybody want to read it. False:
  /// that was enough.
  using HowFar = std::function<bool(const std::function<std::string()>& how_far)>;

  Inquiry(const LessonCommand& command, const OutcomeOptions& how, const lessons::Demo& demo,
          const std::vector<std::string>& argv, stage::Audience& audience, HowFar how_far);

  void explore();
  void run_freely();
  record::OutcomeReport report();

  /// The one that told us to end.
  std::optional<int> signal() const { return signal_; }

 private:
  void on_event(const stage::Result& result);

  const LessonCommand& command_;
  OutcomeOptions how_;
  stage::RunSpec script_;
  stage::Audience& audience_;
  HowFar how_far_;
  os::SignalFd signals_;
  record::OutcomeCollector collector_;
  Filters filters_;
  record::OutcomeTable table_;
  record::OutcomeReport report_;
  std::optional<int> signal_;
  bool is_enough_ = false;
};

}  // namespace app
