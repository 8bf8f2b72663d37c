#pragma once

#include "core/mp/sync/lockable.hpp"

namespace mp {

/// A Lock that its owner may lock again: it is free when it has been unlocked as often.
/// Made before the fork, it is the same object in all processes that descend from it; used
/// directly, or by std::lock_guard and std::unique_lock. See Python's multiprocessing.RLock.
///
/// As in Python, its owner is one thread of one process, and no other may unlock it; a copy
/// of that thread in a forked child is another one. If the owner's process dies, however
/// often it had locked it, the next one that asks gets OwnerDied, once, and the lock is
/// free: the guarded data may be half changed, and the program has to decide what to do.
/// A thread that ends with the lock leaves it locked. What Lock says of namespaces holds
/// here, too.
class RLock : public Lockable {
 public:
  /// Throws std::system_error when there is no memory to share.
  RLock(probe::Place place = probe::Place::here());
  RLock(RLock&&) = default;

  // For Process: what a spawned process is handed.
  explicit RLock(detail::Inbound& in);
  void hand_over(detail::Outbound& out) const;
};

}  // namespace mp
