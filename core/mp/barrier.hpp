#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "core/mp/detail/inside.hpp"
#include "core/mp/limit.hpp"
#include "core/probe/watcher.hpp"

namespace mp {

namespace detail {
class Inbound;
class Outbound;
}  // namespace detail

/// A place where a fixed number of processes or threads wait for each other: when the last
/// one has arrived, all go on, and the next round begins. Made before the fork, it is the
/// same object in all processes that descend from it. See Python's multiprocessing.Barrier
/// and threading.Barrier. Any thread may use it.
///
/// If one gives up waiting, is killed while it waits, or says abort(), the barrier is broken:
/// all who wait get BrokenBarrier, within 50 ms, as does everyone who arrives until reset().
/// One that never arrives is not missed, as a barrier does not know whom it waits for: give
/// wait_for() a limit.
class Barrier {
 public:
  /// For `parties` (1 or more). The one that arrives last calls `action` before all go on; if
  /// that throws, the barrier is broken. Throws mp::Error for 0 parties or more than 1024,
  /// and std::system_error when there is no memory to share.
  explicit Barrier(std::size_t parties, probe::Place place = probe::Place::here());
  Barrier(std::size_t parties, std::function<void()> action,
          probe::Place place = probe::Place::here());
  Barrier(Barrier&&) = default;

  // For Process: what a spawned process is handed. Throws mp::Error for one with an action.
  explicit Barrier(detail::Inbound& in);
  void hand_over(detail::Outbound& out) const;

  /// Waits until all have arrived. Returns as which it has: 0 for the first one, parties() - 1
  /// for the last. Throws BrokenBarrier, and what `action` throws.
  std::size_t wait(probe::Place place = probe::Place::here());
  /// The same, for at most `limit`, which may be zero: after that the barrier is broken, and
  /// BrokenBarrier is thrown.
  std::size_t wait_for(Limit limit, probe::Place place = probe::Place::here());

  /// Those who wait get BrokenBarrier; afterwards it is as at first.
  void reset(probe::Place place = probe::Place::here());
  /// Those who wait, and all who arrive until reset(), get BrokenBarrier.
  void abort(probe::Place place = probe::Place::here());

  std::size_t parties() const;
  /// How many wait; already out of date if other processes use it.
  std::size_t waiting() const;
  bool is_broken() const;

 private:
  struct State;
  struct Arrival;

  std::size_t wait_until(probe::Deadline deadline, probe::Place place);
  Arrival arrive(probe::Deadline deadline, probe::Place place);
  bool pass(const Arrival& arrival, probe::Deadline deadline, probe::Place place);
  void run_action(probe::Place place);

  detail::Inside<std::shared_ptr<State>> state_;
};

}  // namespace mp
