#pragma once

#include "core/choice/point.hpp"

namespace choice {

/// A set of processes that stop before each of their acts: those of a page on
/// the stage, or of a traced program. Turns drives it whenever all of them are
/// at rest.
class Source {
 public:
  virtual ~Source() = default;

  /// The current point. Turns fills in `elapsed`, `made` and `proposed`.
  virtual Point point() const = 0;

  /// That process does its next act, and stops before the one after it.
  virtual void act(const Role& role) = 0;

  /// Lets all processes go on without stopping again. False: this source cannot
  /// do that; a scheduler must go on choosing.
  virtual bool run_freely() { return false; }
};

}  // namespace choice
