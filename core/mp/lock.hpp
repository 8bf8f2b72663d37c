#pragma once

#include <chrono>
#include <memory>

#include "core/mp/inside.hpp"
#include "core/mp/limit.hpp"
#include "core/probe/watcher.hpp"

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
class Lock {
 public:
  /// Throws std::system_error when there is no memory to share.
  Lock(probe::Place place = probe::Place::here());
  Lock(Lock&&) = default;

  /// Waits until it has the lock. Throws OwnerDied when its owner has ended,
  /// found within 50 ms; so do the two below.
  void lock(probe::Place place = probe::Place::here());
  /// False: it is locked.
  bool try_lock(probe::Place place = probe::Place::here());
  /// False: it was not free within the limit, which may be zero.
  bool try_lock_for(Limit limit, probe::Place place = probe::Place::here());
  template <typename Clock, typename Duration>
  bool try_lock_until(std::chrono::time_point<Clock, Duration> moment,
                      probe::Place place = probe::Place::here()) {
    return try_lock_for(moment - Clock::now(), place);
  }
  /// Throws mp::Error when it is not locked.
  void unlock(probe::Place place = probe::Place::here());

  // The same with Python's names.
  void acquire(probe::Place place = probe::Place::here()) { lock(place); }
  bool try_acquire(probe::Place place = probe::Place::here()) { return try_lock(place); }
  bool acquire_for(Limit limit, probe::Place place = probe::Place::here()) {
    return try_lock_for(limit, place);
  }
  void release(probe::Place place = probe::Place::here()) { unlock(place); }

 private:
  bool lock_until(probe::Deadline deadline, probe::Place place);

  struct State;
  detail::Inside<std::shared_ptr<State>> state_;
};

}  // namespace mp
