#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>

#include "core/mp/process/handover.hpp"
#include "core/os/memory/passable_memory.hpp"
#include "core/os/process/process_mark.hpp"
#include "core/probe/watcher.hpp"

namespace mp {

/// Those who wait, in shared memory, until others let them go, first come first; processes
/// and threads alike. A Condition and a Barrier each drive one, in any thread.
///
/// A process may be killed at any instant, and the others go on: what it had begun to do
/// with the list the next one finishes, and who waits looks for itself every 50 ms.
class Waiters {
 public:
  /// How many may wait at one time.
  static constexpr std::size_t kMost = 1024;
  static constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();

  /// Where one waits: an index.
  using Spot = std::size_t;
  enum class State : std::uint32_t { free, waiting, let_go, called_off };

  class Turn;

  /// Throws std::system_error when there is no memory to share.
  Waiters();
  explicit Waiters(detail::Inbound& in);
  Waiters(const Waiters&) = delete;
  Waiters& operator=(const Waiters&) = delete;

  void hand_over(detail::Outbound& out) const { out.memory(memory_); }

  State state_of(Spot spot) const;
  /// What was said to that one when its state was set.
  std::uint64_t note_of(Spot spot) const;
  /// Whether it has waited for so long that it should see whether others are dead: that
  /// takes 10 microseconds each.
  bool is_old(Spot spot) const;
  /// Sleeps until it is let go or called off, or it should look for itself, at most until
  /// the deadline.
  void wait(Spot spot, probe::Deadline deadline) const;

 private:
  struct Slot;
  struct Shared;

  Slot& at(Spot spot) const;

  os::PassableMemory memory_;
  Shared* shared_;
};

/// Exclusive use of the list, as long as it lives: microseconds.
class Waiters::Turn {
 public:
  explicit Turn(Waiters& list);
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn();

  /// From now on the caller waits; it must leave. Throws mp::Error when too many do.
  Spot join();
  /// Returns what it had come to.
  State leave(Spot spot);

  /// How many wait, the dead among them.
  std::size_t waiting() const;
  /// One that waits, and has ended; empty: all are alive.
  std::optional<pid_t> dead() const;
  /// Lets the first `most` of those who wait and live go, or calls them off. Returns how
  /// many that were.
  std::size_t settle(std::size_t most, State how, std::uint64_t note = 0);
  /// What was granted to one that died before it left goes to the first of those who waited
  /// already when it was granted.
  void pass_on();
  /// How many have joined since the list was made.
  std::uint64_t joined() const;

 private:
  void carry_out();

  Waiters& list_;
};

}  // namespace mp
