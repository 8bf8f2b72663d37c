#pragma once

#include <memory>

#include "core/mp/inside.hpp"
#include "core/mp/limit.hpp"
#include "core/probe/watcher.hpp"

namespace mp {

/// A sign that one process gives and any number of others wait for. Made before
/// the fork, it is one and the same in all processes that come of it. See
/// Python's multiprocessing.Event. Any thread may set it and wait for it.
class Event {
 public:
  /// Not set. Throws std::system_error when there is no memory to share.
  Event(probe::Place place = probe::Place::here());
  Event(Event&&) = default;

  /// Lets everybody go on, now and until clear(). Twice is fine.
  void set(probe::Place place = probe::Place::here());
  /// Makes whoever comes from now on wait. Twice is fine.
  void clear(probe::Place place = probe::Place::here());
  bool is_set() const;

  /// Returns once it is set.
  void wait(probe::Place place = probe::Place::here());
  /// The same for `limit` at the most, which may be nothing. False: it was not
  /// set.
  bool wait_for(Limit limit, probe::Place place = probe::Place::here());

 private:
  struct State;

  bool wait_until(probe::Deadline deadline, probe::Place place);

  detail::Inside<std::shared_ptr<State>> state_;
};

}  // namespace mp
