#pragma once

#include "core/mp/sync/lockable.hpp"

namespace mp {

/// Lets one process at a time go on. Made before the fork, it is the same
/// object in all processes that descend from it; used directly, or by
/// std::lock_guard and std::unique_lock. See Python's multiprocessing.Lock.
///
/// As in Python, any process may unlock it, and a process that locks it twice
/// waits forever. If the owner dies, the next process that asks gets OwnerDied,
/// once, and the lock is free: the guarded data may be half changed, and the
/// program has to decide what to do.
///
/// Any thread may lock and unlock it, and it excludes threads, too. A thread
/// that ends with the lock leaves it locked: the owner is its process.
///
/// Whether an owner lives is known only to processes in the namespaces of PIDs and of
/// time that the lock was made in, and only of owners that are there, too (see
/// namespaces(7); without /proc, of none). All others count as alive: the lock is never
/// taken from an owner that lives, and one whose owner died elsewhere stays locked
/// until some process unlocks it.
class Lock : public Lockable {
 public:
  /// Throws std::system_error when there is no memory to share.
  Lock(probe::Place place = probe::Place::here());
  Lock(Lock&&) = default;

  // For Process: what a spawned process is handed.
  explicit Lock(detail::Inbound& in);
  void hand_over(detail::Outbound& out) const;
};

}  // namespace mp
