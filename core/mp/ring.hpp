#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "core/os/shared_memory.hpp"
#include "core/probe/watcher.hpp"

namespace mp {

/// Messages in shared memory, first in, first out, between any number of
/// processes: those forked from the one that made it. Queue and Pool drive it,
/// by trying, and waiting when that fails.
///
/// A process may be killed at any instant: each message is in the ring whole,
/// or not at all, and the others go on. That follows from one store: `ends`
/// says where the first message begins and the last one ends, and a message is
/// written before it is there, and read before it is gone.
class Ring {
 public:
  static constexpr std::size_t kUnbounded = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t kBytes = std::size_t{1} << 30;
  static constexpr std::size_t kMostBytes = std::size_t{1} << 34;

  /// Holds at most `capacity` messages, from 1, in `bytes` of memory, at most
  /// kMostBytes, each message taking 8 to 15 bytes more than it has. Only the
  /// memory in use takes room. Throws std::system_error when the kernel refuses.
  explicit Ring(std::size_t capacity = kUnbounded, std::size_t bytes = kBytes);

  /// False: there is no room now. Throws Closed after close(), and
  /// std::length_error when the ring could never hold the message.
  ///
  /// Others use the ring at the same time, a few microseconds each: this waits
  /// for its turn, but not beyond `patience`, should somebody be stopped in the
  /// middle (SIGSTOP). The same is true of try_pop().
  bool try_push(std::string_view message, probe::Deadline patience = std::nullopt);

  /// False: there is no message now. Throws Closed when there will be none any
  /// more: closed and empty.
  bool try_pop(std::string& message, probe::Deadline patience = std::nullopt);

  /// Sleeps until another try may succeed; returns early at times. `size` is
  /// that of the message that did not fit.
  void wait_for_room(probe::Deadline deadline, std::size_t size = 0);
  void wait_for_message(probe::Deadline deadline);

  /// How many messages it holds: a moment ago, when others use it.
  std::size_t size() const;
  std::size_t capacity() const { return capacity_; }
  bool is_closed() const;
  /// From now on nobody can push. Twice is fine.
  void close();

 private:
  class Turn;
  struct Shared;

  /// Positions count in units of 8 bytes. Equal: the ring is empty, and both 0.
  struct Ends {
    std::uint32_t head;  // where the first message begins
    std::uint32_t tail;  // where the next one will, unless it is too long for the rest
  };
  static constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max();

  std::uint32_t place_for(Ends ends, std::uint64_t units) const;
  std::uint32_t first_message(Ends ends) const;
  void give_back(std::uint32_t old_head, std::uint32_t new_head, std::uint32_t tail);
  bool is_roomy(Ends ends) const;
  std::uint64_t count_messages(Ends ends) const;
  std::uint64_t& length_at(std::uint32_t position) const;
  char* text_at(std::uint32_t position) const;

  os::SharedMemory memory_;
  Shared* shared_;
  std::size_t capacity_;
  std::size_t roomy_count_;  // with at most so many messages, producers are woken
  std::uint32_t end_;        // of the ring
};

}  // namespace mp
