#pragma once

#include "core/choice/point.hpp"

namespace choice {

/// Processes that stop before each of their acts: those of a page on the stage,
/// or those of a traced program. Turns drives it whenever none of them is on its
/// way to its next act.
class Source {
 public:
  virtual ~Source() = default;

  /// Where every process stands. `elapsed`, `made` and `proposed` are filled in
  /// by Turns.
  virtual Point point() const = 0;

  /// That process does its next act, and stops before the one after it.
  virtual void act(const Role& role) = 0;

  /// All processes go on, and none stops again. False: this source cannot do
  /// that; a scheduler has to go on choosing.
  virtual bool run_freely() { return false; }
};

}  // namespace choice
