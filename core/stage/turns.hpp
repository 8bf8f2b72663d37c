#pragma once

#include <optional>
#include <string>

#include "core/os/clock.hpp"
#include "core/stage/audience.hpp"
#include "core/stage/process_table.hpp"
#include "core/stage/shared_slots.hpp"
#include "core/stage/stage.hpp"

namespace stage {

/// Gives the processes of a controlled run their turns, one at a time: as the
/// schedule says, as the audience answers, or as the scheduler proposes. The
/// director drives it and knows when nobody is between two acts.
class Turns {
 public:
  Turns(const RunOptions& options, SharedSlots& slots, ProcessTable& processes, Audience& audience);

  /// Why the run cannot go on.
  struct Dead {
    std::string status;  ///< of record::End
    std::string reason;
    bool is_misfit = false;  ///< the schedule is not one of this demo's
  };

  /// Nobody is between two acts: gives somebody a turn, or asks the audience.
  std::optional<Dead> next();
  /// Hears what the audience has answered. True: it wants to quit, or to go back.
  bool read_answers();
  /// The point has changed under the reader's eyes: there will be a new one.
  void withdraw();
  /// The run is over; empty when its schedule is, too.
  std::optional<Dead> check_end() const;

  bool quits() const { return quits_; }
  bool goes_back() const { return goes_back_; }
  bool is_asking() const { return offered_.has_value(); }
  /// Nobody could go on at the last point.
  bool is_stuck() const { return is_stuck_; }
  /// When the pace lets the next process act.
  std::optional<os::Stamp> deadline() const;
  /// Spent on asking so far.
  os::Stamp time_asked() const;
  void forget_time(os::Stamp spent);

  const Schedule& made() const { return made_; }

 private:
  void offer(Point point);
  void take(std::size_t who);
  void give(const Point& point, std::size_t who);
  Dead standstill() const;
  void stop_asking();

  const RunOptions& options_;
  SharedSlots& slots_;
  ProcessTable& processes_;
  Audience& audience_;
  FirstInTime first_in_time_;
  Scheduler& scheduler_;
  os::Stamp began_;
  Schedule made_;
  std::optional<Point> offered_;
  os::Stamp offered_at_{};
  os::Stamp asked_{};
  bool asks_;
  bool is_stuck_ = false;
  bool gives_up_ = false;  // the audience has seen that nobody can go on
  bool quits_ = false;
  bool goes_back_ = false;
};

}  // namespace stage
