#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/os/sync/doorbell.hpp"

namespace mp::detail {

/// What precedes each result in a stream.
struct ResultHead {
  std::uint32_t cell;    ///< of the task, in the TaskBoard
  std::uint32_t failed;  ///< 1: what follows is a RemoteFailure, not a value
  std::uint64_t size;    ///< of what follows, in bytes

  /// Instead of a cell: what follows is the text of what the worker's
  /// initializer threw.
  static constexpr std::uint32_t kInitializer = ~std::uint32_t{0};
};

/// Carries results from one worker to its parent: a ring buffer in shared
/// memory, written only by that worker and read only by the parent.
///
/// So it needs no lock, and a worker killed at any instant does no damage: what
/// it has not committed is not there. A result longer than the ring passes
/// through it piece by piece; half a result, from a dead worker, is dropped.
class ResultStream {
 public:
  /// The part that has its own place in shared memory.
  struct Ends {
    alignas(64) std::atomic<std::uint64_t> written;  // bytes in total; only the worker stores it
    alignas(64) std::atomic<std::uint64_t> read;     // only the parent stores it
    os::Doorbell room;                               // the worker sleeps here while it is full
  };

  ResultStream(Ends& ends, char* bytes, std::size_t capacity)
      : ends_(&ends), bytes_(bytes), capacity_(capacity) {}

  /// Called by the worker: commits as much of `text` as there is room for, and
  /// returns how many bytes that is.
  std::size_t write_some(std::string_view text);
  /// Called by the worker: sleeps until there is room, or for a short time.
  void wait_for_room();
  bool is_half_full() const;

  /// Called by the parent: how many bytes there are to read.
  std::size_t available() const;
  /// Called by the parent: appends `count` bytes, which are available, to `text`.
  void read(std::string& text, std::size_t count);
  void read(ResultHead& head);
  /// Called by the parent after it has read.
  void ring_for_room() { ends_->room.ring(); }

  /// Called by the parent: the worker is dead; the next one starts with an
  /// empty stream.
  void clear();

 private:
  template <typename Take>
  void take(std::size_t count, Take take_piece);

  Ends* ends_;
  char* bytes_;
  std::size_t capacity_;
};

}  // namespace mp::detail
