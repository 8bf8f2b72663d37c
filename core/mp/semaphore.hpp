#pragma once

#include <cstdint>
#include <limits>
#include <memory>

#include "core/mp/detail/inside.hpp"
#include "core/mp/limit.hpp"
#include "core/probe/watcher.hpp"

namespace mp {

namespace detail {
class Inbound;
class Outbound;
}  // namespace detail

/// Lets a limited number of processes go on; the next ones wait until a permit
/// is released. Made before the fork, it is the same object in all processes
/// that descend from it. See Python's multiprocessing.Semaphore and
/// BoundedSemaphore.
///
/// A permit has no owner: any process may release one, and the permits of a
/// killed process are lost. Any thread may use it.
class Semaphore {
 public:
  static constexpr std::int64_t kUnbounded = std::numeric_limits<std::int64_t>::max();

  /// Starts with `initial` permits (0 or more), and never has more than `max`.
  /// Throws mp::Error when that is impossible, and std::system_error when there
  /// is no memory to share.
  explicit Semaphore(std::int64_t initial = 1, std::int64_t max = kUnbounded,
                     probe::Place place = probe::Place::here());
  Semaphore(Semaphore&&) = default;

  // For Process: what a spawned process is handed.
  explicit Semaphore(detail::Inbound& in);
  void hand_over(detail::Outbound& out) const;

  /// Takes a permit; waits until there is one.
  void acquire(probe::Place place = probe::Place::here());
  /// False: there is none now.
  bool try_acquire(probe::Place place = probe::Place::here());
  /// False: there was none within the limit, which may be zero.
  bool acquire_for(Limit limit, probe::Place place = probe::Place::here());
  /// Returns a permit. Throws mp::Error when there would be more than `max`.
  void release(probe::Place place = probe::Place::here());

  /// How many permits there are; already out of date if other processes use it.
  std::int64_t value() const;

 private:
  struct State;

  bool acquire_until(probe::Deadline deadline, probe::Place place);
  bool try_take();

  detail::Inside<std::shared_ptr<State>> state_;
};

}  // namespace mp
