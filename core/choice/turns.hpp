#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/choice/audience.hpp"
#include "core/choice/run.hpp"
#include "core/choice/source.hpp"
#include "core/os/clock.hpp"

namespace choice {

/// Decides who acts next in a controlled run: as the schedule says, as the
/// audience answers, or as the scheduler proposes. The owner of a source drives
/// it, and knows when all of its processes are at rest.
class Turns {
 public:
  Turns(const RunOptions& options, Source& source, Audience& audience);

  /// Why the run cannot go on.
  struct Dead {
    std::string status;  ///< of record::End
    std::string reason;
    bool is_misfit = false;  ///< the schedule does not fit this program
  };

  /// All processes are at rest: gives one its turn, or asks the audience.
  std::optional<Dead> next();
  /// Reads the audience's answers. True: it wants to quit, or to go back.
  bool read_answers();
  /// The offered point has changed: there will be a new one.
  void withdraw();
  /// Called at the end of the run; empty if the schedule has ended, too.
  std::optional<Dead> check_end() const;

  bool quits() const { return quits_; }
  bool goes_back() const { return goes_back_; }
  bool is_asking() const { return offered_.has_value(); }
  /// Whether neither a schedule nor the audience decides any more.
  bool is_left_to_scheduler() const { return !asks_ && made_.size() >= given_; }
  /// The source runs freely: there are no more points.
  bool is_free() const { return is_free_; }
  /// No process could go on at the last point, and none ever will.
  bool is_stuck() const { return is_stuck_; }
  /// When the pace lets the next process act.
  std::optional<os::Stamp> deadline() const;
  /// The time spent on asking so far.
  os::Stamp time_asked() const;
  void forget_time(os::Stamp spent);

  const Schedule& made() const { return made_; }
  /// How many choices came before the last one that is not made without a question.
  std::size_t before_last() const { return before_last_; }
  /// How many are not made without a question.
  std::size_t steps() const { return steps_; }

 private:
  std::optional<Dead> at_standstill(Point point);
  void offer(Point point);
  void take(std::size_t who);
  void run_on();
  void give(const Point& point, std::size_t who);
  void stop_asking();

  std::optional<std::size_t> given_choice(const Point& point);
  static std::optional<std::size_t> unasked(const Point& point);

  const RunOptions& options_;
  std::size_t given_;  // how many choices of the schedule are to be made
  Source& source_;
  Audience& audience_;
  FirstInTime first_in_time_;
  Scheduler& scheduler_;
  std::optional<os::Stamp> began_;  // by the source's clock
  Schedule made_;
  std::size_t before_last_ = 0;
  std::size_t steps_ = 0;
  std::vector<int> unasked_;  // who has acted so since the last point that was offered
  std::optional<Point> offered_;
  os::Stamp offered_at_{};
  os::Stamp asked_{};
  bool asks_;
  bool is_stuck_ = false;
  bool is_free_ = false;
  bool gives_up_ = false;  // the audience has seen that no process can go on
  bool quits_ = false;
  bool goes_back_ = false;
};

}  // namespace choice
