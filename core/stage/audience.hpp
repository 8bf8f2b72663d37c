#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/probe/act.hpp"

namespace stage {

/// Where a process of a demo stands.
enum class Standing {
  running,  ///< between two acts
  ready,    ///< held at its gate before its next act
  blocked,  ///< its act must wait for an object
  asleep,   ///< it sleeps, and will go on by itself
  gone      ///< it has ended
};

/// One process at a scheduling point.
struct Role {
  pid_t pid = 0;
  std::string name;
  Standing standing = Standing::running;
  probe::Act next;  ///< what it is about to do, or cannot do yet
};

/// A scheduling point: everybody who is held, and who would go on by default.
struct Point {
  std::vector<Role> roles;
  std::size_t proposed = 0;  ///< index of a ready one
};

/// What the audience wants at a scheduling point.
struct Answer {
  enum class What { act, run_on, quit } what = What::act;
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

  /// A scheduling point has been reached.
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

  /// A line of the program's own diary.
  virtual void remark(std::string_view) {}
};

}  // namespace stage
