#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "core/os/shared_memory.hpp"

namespace mp {

/// Shared memory in blocks of one size, which are taken, chained, and given
/// back; the one given back last is taken first, for it is warm. A MessageQueue
/// makes and drives one; one process at a time may take, and one give.
///
/// A process killed while it takes or gives loses the block to all, for as long
/// as the memory lives; nothing else.
class Blocks {
 public:
  using Index = std::uint32_t;
  static constexpr Index kNone = std::numeric_limits<Index>::max();
  static constexpr std::size_t kSize = std::size_t{64} << 10;

  /// Only blocks in use take room. Throws std::system_error.
  explicit Blocks(Index count);

  Index count() const { return count_; }

  /// kNone: all are taken.
  Index take();
  void give(Index block);
  /// How many can be taken, about.
  Index free() const { return count_ - (shared_->taken - shared_->given); }

  char* at(Index block) const { return first_ + block * kSize; }
  /// The block that follows a block; kNone, unless set.
  Index next(Index block) const { return next_[block].load(std::memory_order_relaxed) - 1; }
  void set_next(Index block, Index next) {
    next_[block].store(next + 1, std::memory_order_relaxed);
  }

 private:
  /// Chains of free blocks, as index + 1: 0, as the memory comes, is none.
  using List = std::atomic<std::uint32_t>;
  // NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding): who takes and who gives apart
  struct Shared {
    List warm;  // their memory is still there
    List cold;  // it has been given back to the kernel
    std::atomic<Index> untouched;
    // By one process at a time each, so a death spoils no more than its block.
    alignas(64) std::atomic<std::uint32_t> taken;
    alignas(64) std::atomic<std::uint32_t> given;
  };

  Index take_from(List& list);

  os::SharedMemory memory_;
  Shared* shared_;
  List* next_;
  char* first_;
  Index count_;
};

}  // namespace mp
