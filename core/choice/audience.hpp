#pragma once

#include <optional>
#include <string_view>

#include "core/choice/point.hpp"

namespace choice {

/// What the audience wants at a scheduling point.
struct Answer {
  enum class What {
    act,     ///< `who` acts next
    run_on,  ///< nobody is asked any more: the scheduler chooses
    back,    ///< to be where the last choice was made
    quit     ///< the run ends here
  } what = What::act;
  std::size_t who = 0;  ///< of the point's roles; used with act
};

/// Watches a run and may direct it. app implements it with the keys of a
/// terminal; the director asks it at each scheduling point and polls its input
/// together with everything else, so that it never has to wait for an answer.
class Audience {
 public:
  virtual ~Audience() = default;

  /// Turns readable when there may be an answer; -1: never.
  virtual int input() const { return -1; }

  /// A scheduling point has been reached. Where nobody may act, the run ends
  /// with any answer but `back`.
  virtual void offer(const Point&) {}
  /// The answer to the last offer, once there is one. Called after an offer
  /// and when input() can be read.
  virtual std::optional<Answer> answer() { return std::nullopt; }
  /// The last offer no longer holds: somebody has gone.
  virtual void withdraw() {}

  /// Around a stop by Ctrl-Z, and after the terminal changed its size.
  virtual void suspended() {}
  virtual void resumed() {}
  virtual void resized() {}

  /// A signal told mpdemo to end: the run is being ended.
  virtual void interrupted(int) {}

  /// A line of the program's own log.
  virtual void remark(std::string_view) {}
};

}  // namespace choice
