#pragma once

#include <chrono>
#include <memory>

#include "core/mp/inside.hpp"
#include "core/mp/limit.hpp"
#include "core/probe/watcher.hpp"

namespace mp {

/// Lets one process at a time go on. Made before the fork, it is one and the
/// same in all processes that come of it; std::lock_guard and std::unique_lock
/// drive it, or a page does. See Python's multiprocessing.Lock.
///
/// As there, any process may unlock it, and whoever locks it twice waits for
/// ever. If the owner dies, the next one to ask gets OwnerDied, once, and the
/// lock is free: what it guards may be half done, so that is for the program
/// to judge.
///
/// Any thread may lock and unlock it, and it keeps threads apart, too. A thread
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
  /// False: another one has it.
  bool try_lock(probe::Place place = probe::Place::here());
  /// False: it was not free until the limit, which may be nothing.
  bool try_lock_for(Limit limit, probe::Place place = probe::Place::here());
  template <typename Clock, typename Duration>
  bool try_lock_until(std::chrono::time_point<Clock, Duration> moment,
                      probe::Place place = probe::Place::here()) {
    return try_lock_for(moment - Clock::now(), place);
  }
  /// Throws mp::Error when nobody has it.
  void unlock(probe::Place place = probe::Place::here());

  // By the names that Python gives them.
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
