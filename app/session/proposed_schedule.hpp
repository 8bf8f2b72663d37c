#pragma once

#include <string>

#include "core/choice/point.hpp"
#include "core/choice/schedule.hpp"
#include "core/stage/stage.hpp"

namespace app {

/// Which choices a reader is offered: those of the schedule that was given, for
/// as long as they are taken, and then the stage's own. A session drives it.
class ProposedSchedule {
 public:
  void follow(const choice::Schedule& proposed) { proposed_ = proposed; }

  /// Makes the schedule's choice the one that is proposed. A sentence when the
  /// schedule does not fit, which is then left; else "".
  std::string propose(choice::Point& point);

  /// The reader has chosen: who takes another way leaves the schedule.
  void take(const choice::Point& point, std::size_t who);

  /// The choices to be made again, to be where the last one was made.
  static choice::Schedule one_back(const choice::Result& result);

 private:
  choice::Schedule proposed_;
};

}  // namespace app
