#pragma once

#include <cstdint>
#include <limits>
#include <memory>

#include "core/mp/inside.hpp"
#include "core/mp/limit.hpp"
#include "core/probe/watcher.hpp"

namespace mp {

/// Lets so many processes go on, and no more, until one gives its permit back.
/// Made before the fork, it is one and the same in all processes that come of
/// it. See Python's multiprocessing.Semaphore and BoundedSemaphore.
///
/// Nobody owns a permit: any process may release one, and a process that is
/// killed takes along those it had. Any thread may do all of it.
class Semaphore {
 public:
  static constexpr std::int64_t kUnbounded = std::numeric_limits<std::int64_t>::max();

  /// Starts with `initial` permits, from 0, and never has more than `max`.
  /// Throws mp::Error when that cannot be, and std::system_error when there is
  /// no memory to share.
  explicit Semaphore(std::int64_t initial = 1, std::int64_t max = kUnbounded,
                     probe::Place place = probe::Place::here());
  Semaphore(Semaphore&&) = default;

  /// Takes a permit; waits until there is one.
  void acquire(probe::Place place = probe::Place::here());
  /// False: there is none now.
  bool try_acquire(probe::Place place = probe::Place::here());
  /// False: there was none until the limit, which may be nothing.
  bool acquire_for(Limit limit, probe::Place place = probe::Place::here());
  /// Gives a permit. Throws mp::Error when there would be more than `max`.
  void release(probe::Place place = probe::Place::here());

  /// How many permits there are: a moment ago, when others use it.
  std::int64_t value() const;

 private:
  struct State;

  bool acquire_until(probe::Deadline deadline, probe::Place place);
  bool try_take();

  detail::Inside<std::shared_ptr<State>> state_;
};

}  // namespace mp
