#pragma once

#include <sys/types.h>

#include <map>
#include <vector>

#include "core/probe/act.hpp"

namespace stage {

/// Who holds which lock: Locks, Semaphores, and the guards of Values and
/// Arrays, as far as the acts that were done tell it. The ProcessTable drives it.
class Holdings {
 public:
  /// `pid` has done `act`.
  void on_event(pid_t pid, const probe::Act& act);
  /// `pid` has ended, and holds nothing any more.
  void drop_all_of(pid_t pid);

  /// Who holds `object`, first come first; a semaphore may have several.
  std::vector<pid_t> holders_of(const probe::ObjectRef& object) const;
  /// What `pid` holds.
  std::vector<probe::ObjectRef> held_by(pid_t pid) const;

 private:
  std::map<probe::ObjectRef, std::vector<pid_t>> holders_;
};

}  // namespace stage
