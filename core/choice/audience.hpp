#pragma once

#include <optional>
#include <string_view>

#include "core/choice/point.hpp"

namespace choice {

/// What the audience wants at a scheduling point.
struct Answer {
  enum class What {
    act,     ///< `who` acts next
    run_on,  ///< no more questions: the scheduler chooses
    back,    ///< go back to where the last choice was made
    quit     ///< end the run
  } what = What::act;
  std::size_t who = 0;  ///< index of one of the point's roles; for `act`
};

/// Watches a run and may direct it. app implements it with the keys of a
/// terminal; Turns asks it at each scheduling point, and the source polls its
/// input with everything else, so that it never waits for an answer.
class Audience {
 public:
  virtual ~Audience() = default;

  /// Turns readable when there may be an answer; -1: never.
  virtual int input() const { return -1; }

  /// Whether it has a proposal of its own after that many choices: then it is asked even where a
  /// process would act without a question.
  virtual bool proposes_after(std::size_t /*made*/) const { return false; }
  /// A scheduling point has been reached. If no process may act, any answer but
  /// `back` ends the run.
  virtual void offer(const Point&) {}
  /// The answer to the last offer, once there is one. Called after an offer
  /// and when input() can be read.
  virtual std::optional<Answer> answer() { return std::nullopt; }
  /// The last offer no longer holds: a process has ended.
  virtual void withdraw() {}

  /// Called around a stop by Ctrl-Z, and after the terminal has changed its
  /// size.
  virtual void suspended() {}
  virtual void resumed() {}
  virtual void resized() {}

  /// A signal has told mpdemo to end: the run is being ended.
  virtual void interrupted(int) {}

  /// A line of the program's own log.
  virtual void remark(std::string_view) {}
};

}  // namespace choice
