#pragma once

#include <string>

#include "core/choice/point.hpp"
#include "core/choice/schedule.hpp"
#include "core/stage/stage.hpp"

namespace app {

/// The choices that are proposed to the reader: those of the given schedule as
/// long as the reader takes them, then the scheduler's. A session drives it.
class ProposedSchedule {
 public:
  void follow(const choice::Schedule& proposed) { proposed_ = proposed; }

  bool proposes_after(std::size_t made) const { return made < proposed_.size(); }
  /// Proposes the schedule's choice. Returns a sentence if the schedule does
  /// not fit, which is then dropped; else "".
  std::string propose(choice::Point& point);

  /// The reader has chosen; another choice than the proposed one drops the
  /// schedule.
  void take(const choice::Point& point, std::size_t who);

  /// The choices to repeat in order to undo the last one.
  static choice::Schedule one_back(const choice::Result& result);

 private:
  choice::Schedule proposed_;
};

}  // namespace app
