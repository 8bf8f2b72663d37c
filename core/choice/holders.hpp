#pragma once

#include <sys/types.h>

#include <map>
#include <set>
#include <vector>

#include "core/probe/act.hpp"

namespace choice {

/// A process that holds something. An ended process still holds what it took of a
/// semaphore, as that is never given back, and locks that its end does not free.
struct Holder {
  pid_t pid = 0;
  bool ended = false;

  bool operator==(const Holder&) const = default;
};

/// Knows which process holds which lock: Locks, Semaphores, and the guards of Values
/// and Arrays, as far as the acts that were done show it. The stage and the views
/// drive it with each act, in order.
class Holders {
 public:
  /// `pid` has done `act`.
  void on_act(pid_t pid, const probe::Act& act);
  /// `pid` has ended: its locks are free.
  void on_end(pid_t pid);
  /// The end of its holder does not free that lock.
  void outlasts_holder(const probe::ObjectRef& lock) { lasting_.insert(lock); }
  /// A new process has that PID, so it says nothing about the old one any more.
  void forget(pid_t pid);

  /// Who holds `object`, first come first, once for each time; a semaphore may have
  /// several holders.
  const std::vector<Holder>& of(const probe::ObjectRef& object) const;
  /// What a living process holds.
  std::vector<probe::ObjectRef> held_by(pid_t pid) const;

 private:
  struct Held {
    bool is_idle() const { return holders.empty() && in_advance == 0; }

    std::vector<Holder> holders;
    long in_advance = 0;  // a semaphore released more often than taken
  };

  void take(const probe::ObjectRef& object, pid_t pid);
  void release(const probe::ObjectRef& object, pid_t pid);

  std::map<probe::ObjectRef, Held> held_;
  std::set<probe::ObjectRef> lasting_;
};

}  // namespace choice
