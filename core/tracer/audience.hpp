#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/probe/act.hpp"

namespace tracer {

/// A thread of a run that has come to a halt, and why it does not go on.
struct Standing {
  enum class How {
    held,     ///< before a call: `act` is what it is about to do
    blocked,  ///< in a call: `act` is what it has not finished, or waits for
    asleep,   ///< for another `left`
    busy      ///< it computes, and makes no call that matters
  } how = How::held;
  pid_t thread = 0;
  pid_t process = 0;
  int number = 0;    ///< of the process, by order of appearance, from 1
  std::string name;  ///< of the process
  probe::Act act;
  std::chrono::nanoseconds left{0};
};

/// Nobody is on the way to a call that matters: everybody is held, or goes on
/// without us, or not at all.
struct Halt {
  /// By number and thread: who is held, and one thread of any other process.
  std::vector<Standing> all;
  // When nobody is held:
  std::string who_waits;     ///< a sentence, without its full stop
  bool is_for_ever = false;  ///< unless somebody outside helps
};

/// What the audience wants at a halt.
struct Answer {
  enum class What {
    go,      ///< `thread` makes its call, and goes on to the next
    run_on,  ///< all go on, and nobody is held any more
    quit     ///< the program is killed
  } what = What::go;
  pid_t thread = 0;  ///< one that is held; used with go
};

/// Chooses who of a program's processes goes on. app implements it with the keys
/// of a terminal; the gate asks it at each halt, and the observer polls its input
/// together with everything else.
class Audience {
 public:
  virtual ~Audience() = default;

  /// Turns readable when there may be an answer.
  virtual int input() const = 0;

  /// The run has come to a halt, and everything until then has been told.
  virtual void offer(const Halt& halt) = 0;
  /// The answer to the last offer, once there is one; to quit and to run on may
  /// be answered at any time. Called after an offer and when input() can be read.
  virtual std::optional<Answer> answer() = 0;
  /// The last offer no longer holds: somebody has come, or has gone.
  virtual void withdraw() = 0;

  /// Around a stop by Ctrl-Z.
  virtual void suspended() = 0;
  virtual void resumed() = 0;

  /// A signal told mpdemo to end: the run is being ended.
  virtual void interrupted(int signal) = 0;
};

}  // namespace tracer
