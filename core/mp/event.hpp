#pragma once

#include <memory>
#include <string>

#include "core/mp/detail/inside.hpp"
#include "core/mp/limit.hpp"
#include "core/probe/watcher.hpp"

namespace mp {

namespace detail {
class Inbound;
class Outbound;
}  // namespace detail

/// A flag that one process sets and any number of others wait for. Made before
/// the fork, it is the same object in all processes that descend from it. See
/// Python's multiprocessing.Event. Any thread may set it and wait for it.
class Event {
 public:
  /// Initially not set. Throws std::system_error when there is no memory to
  /// share.
  Event(probe::Place place = probe::Place::here());
  Event(Event&&) = default;

  // For Process: what a spawned process is handed.
  explicit Event(detail::Inbound& in);
  void hand_over(detail::Outbound& out) const;

  /// Lets every process go on, until clear(). Twice is fine.
  void set(probe::Place place = probe::Place::here());
  /// From now on wait() waits. Twice is fine.
  void clear(probe::Place place = probe::Place::here());
  bool is_set() const;

  /// Returns once it is set.
  void wait(probe::Place place = probe::Place::here());
  /// The same, for at most `limit`, which may be zero. False: it was not set.
  bool wait_for(Limit limit, probe::Place place = probe::Place::here());

 private:
  friend class Waitable;
  struct State;

  std::string name() const;
  bool is_set_now() const;
  bool wait_until(probe::Deadline deadline, probe::Place place);

  detail::Inside<std::shared_ptr<State>> state_;
};

}  // namespace mp
