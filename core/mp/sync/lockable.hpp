#pragma once

#include <chrono>
#include <memory>
#include <utility>

#include "core/mp/detail/inside.hpp"
#include "core/mp/limit.hpp"
#include "core/probe/watcher.hpp"

namespace mp {

class OwnedLock;
namespace detail {
class Inbound;
class Outbound;
}  // namespace detail

/// What a Lock, an RLock and a Condition have in common: they are locked and unlocked,
/// directly, by std::lock_guard or by std::unique_lock. Programs use it as one of them, in
/// any thread.
class Lockable {
 public:
  /// Waits until it has the lock. Throws OwnerDied when its owner has ended,
  /// found within 50 ms; so do those that try.
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
  /// Throws mp::Error when it is not locked or, if the lock nests, not by this thread.
  void unlock(probe::Place place = probe::Place::here());

  // The same with Python's names.
  void acquire(probe::Place place = probe::Place::here()) { lock(place); }
  bool try_acquire(probe::Place place = probe::Place::here()) { return try_lock(place); }
  bool acquire_for(Limit limit, probe::Place place = probe::Place::here()) {
    return try_lock_for(limit, place);
  }
  void release(probe::Place place = probe::Place::here()) { unlock(place); }

 protected:
  /// `what` it is, in the words of an error.
  Lockable(const char* what, std::shared_ptr<OwnedLock> lock) : lock_(what, std::move(lock)) {}
  Lockable(Lockable&&) = default;
  ~Lockable() = default;

  OwnedLock& owned() const { return *lock_; }

 private:
  friend class Condition;

  detail::Inside<std::shared_ptr<OwnedLock>> lock_;
};

}  // namespace mp
