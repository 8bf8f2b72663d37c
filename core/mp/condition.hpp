#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>

#include "core/mp/detail/inside.hpp"
#include "core/mp/limit.hpp"
#include "core/mp/lock.hpp"
#include "core/mp/rlock.hpp"
#include "core/probe/watcher.hpp"

namespace mp {

/// A lock, and a place to wait until what it guards has changed. Who holds the lock waits
/// here, which frees it meanwhile, until another holder notifies; then it has the lock
/// again. Made before the fork, it is the same object in all processes that descend from
/// it. See Python's multiprocessing.Condition, and std::condition_variable_any. Any thread
/// may use it.
///
/// Who came first is notified first, and nobody is woken without being notified, except
/// when a process is killed while it passes a notification on: so wait in a loop, or with
/// a predicate. A notification that its taker did not live to take up, lock included, goes
/// to the next one that waited then, within 50 ms.
class Condition : public Lockable {
 public:
  /// With an RLock of its own. Throws std::system_error when there is no memory to share.
  Condition(probe::Place place = probe::Place::here());
  /// For what that lock guards; several conditions may share one.
  explicit Condition(const Lock& lock, probe::Place place = probe::Place::here());
  explicit Condition(const RLock& lock, probe::Place place = probe::Place::here());
  Condition(Condition&&) = default;

  // For Process: what a spawned process is handed.
  explicit Condition(detail::Inbound& in);
  void hand_over(detail::Outbound& out) const;

  /// Unlocks, waits until it is notified, and locks, all levels of an RLock. Throws
  /// mp::Error when this process does not hold the lock (of an RLock: this thread), or 1024
  /// wait already; and OwnerDied when the one that had the lock meanwhile has died: the
  /// caller has it then, too.
  void wait(probe::Place place = probe::Place::here());
  /// The same, for at most `limit`, which may be zero; taking the lock again is not limited.
  /// False: it was not notified.
  bool wait_for(Limit limit, probe::Place place = probe::Place::here());

  /// Waits as often as it takes until `holds()`, which is asked while the lock is held.
  template <std::predicate Predicate>
  void wait(Predicate holds, probe::Place place = probe::Place::here()) {
    while (!holds()) wait(place);
  }
  /// The same, for at most `limit`. Returns what `holds()` said last.
  template <std::predicate Predicate>
  bool wait_for(Limit limit, Predicate holds, probe::Place place = probe::Place::here()) {
    const probe::Deadline deadline = limit.deadline();
    while (!holds()) {
      if (!wait_until(deadline, place)) return holds();
    }
    return true;
  }

  /// Lets `count` of those who wait go on, or all if there are fewer: when the caller has
  /// unlocked, each of them takes the lock in turn. Throws mp::Error when this process does
  /// not hold the lock (of an RLock: this thread).
  void notify(std::size_t count = 1, probe::Place place = probe::Place::here());
  void notify_all(probe::Place place = probe::Place::here());
  /// The same as notify(), as in C++.
  void notify_one(probe::Place place = probe::Place::here()) { notify(1, place); }

 private:
  struct State;

  Condition(const Lockable& lock, probe::Place place);
  bool wait_until(probe::Deadline deadline, probe::Place place);
  void require_lock(const char* what) const;

  detail::Inside<std::shared_ptr<State>> state_;
};

}  // namespace mp
