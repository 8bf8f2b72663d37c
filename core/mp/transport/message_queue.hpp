#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "core/mp/transport/blocks.hpp"
#include "core/os/memory/passable_memory.hpp"
#include "core/probe/watcher.hpp"

namespace mp {

/// Messages in shared memory, first in, first out, between any number of
/// processes, forked from its maker or handed it. Queue drives it, in any thread, by
/// trying, and by waiting when that fails.
///
/// A process may be killed at any instant: each message is there whole or not
/// at all, and the others go on. Each end moves with one store: a message is
/// written before the tail moves past it, and read before the head does.
/// Producers take turns at the tail and consumers at the head; the two do not
/// wait for each other.
class MessageQueue {
 public:
  static constexpr std::size_t kUnbounded = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t kBytes = std::size_t{1} << 30;
  static constexpr std::size_t kMostBytes = std::size_t{1} << 34;

  /// Holds at most `capacity` messages (1 or more) in `bytes` of memory, from
  /// two blocks to kMostBytes; each message takes 8 to 15 bytes more than its
  /// size. Unused memory costs nothing. Throws mp::Error for other numbers, and
  /// std::system_error when the kernel refuses.
  explicit MessageQueue(std::size_t capacity = kUnbounded, std::size_t bytes = usual_bytes());
  explicit MessageQueue(detail::Inbound& in);
  void hand_over(detail::Outbound& out) const;
  /// kBytes, or less where the address space is limited.
  static std::size_t usual_bytes();

  /// The largest message, in bytes.
  std::size_t most_in_message() const { return (blocks_.count() - 1) * Blocks::kSize - 8; }
  /// Throws Error: a message has more than `most` bytes.
  [[noreturn]] static void refuse(std::size_t most);

  /// False: there is no room now. Throws Closed after close(), and Error when there
  /// could never be room for the message.
  ///
  /// Other processes use the same end, for a few microseconds each: this waits
  /// for its turn, but not beyond `patience`, in case one is stopped in the
  /// middle (SIGSTOP). The same holds for try_pop().
  bool try_push(std::string_view message, probe::Deadline patience = std::nullopt);

  /// False: there is no message now. Throws Closed when there will be none any
  /// more: closed and empty. A message that this process has no memory for is
  /// dropped, and Error is thrown: otherwise no process could get past it.
  bool try_pop(std::string& message, probe::Deadline patience = std::nullopt);

  /// Sleeps until another try may succeed; may return early. `size` is that of
  /// the message that found no room.
  void wait_for_room(probe::Deadline deadline, std::size_t size);
  void wait_for_message(probe::Deadline deadline);

  /// How many messages it holds; already out of date if other processes use it.
  std::size_t size() const;
  std::size_t capacity() const { return capacity_; }
  bool is_closed() const;
  /// From now on no process can push. Twice is fine.
  void close();

 private:
  class Turn;
  struct Shared;

  /// A place in the blocks: each has kUnits units of 8 bytes, and the position
  /// after its last unit still belongs to it.
  using Position = std::uint32_t;
  static constexpr Position kUnits = Blocks::kSize / 8;
  static constexpr Position kStride = kUnits + 1;
  static Blocks::Index block_of(Position position) { return position / kStride; }
  static std::size_t bytes_left(Position position) {
    return (kUnits - position % kStride) * std::size_t{8};
  }

  /// One end of the queue's contents. If the counts are equal, it is empty.
  struct alignas(8) End {
    Position position;
    std::uint32_t passed;  ///< how many messages have passed this end, modulo 2^32
  };

  bool make_room(Position& position);
  bool write(Position& position, std::string_view bytes);
  /// Advances over the bytes, and copies them if `bytes` is given.
  void read(Position& position, std::size_t count, std::string* bytes) const;
  void ring_after_pop(End head);
  void enter_next(Position& position) const;
  bool is_roomy(std::uint32_t count, Blocks::Index needed) const;
  char* at(Position position) const;

  os::PassableMemory memory_;
  Shared* shared_;
  Blocks blocks_;
  std::size_t capacity_;
  std::size_t roomy_count_;  // with at most this many messages, producers are woken
};

}  // namespace mp
