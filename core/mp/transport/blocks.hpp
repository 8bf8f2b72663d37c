#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "core/mp/process/handover.hpp"
#include "core/os/memory/passable_memory.hpp"

namespace mp {

/// Shared memory in blocks of one size, which are taken, chained, and given
/// back; the block given back last is taken first, because it is warm. A
/// MessageQueue makes and drives one; one process at a time may take, and one
/// may give.
///
/// If a process is killed while it takes, one block is lost as long as the
/// memory lives. What is to be given back is noted first, so the next process
/// finishes what a killed one has begun.
class Blocks {
 public:
  using Index = std::uint32_t;
  static constexpr Index kNone = std::numeric_limits<Index>::max();
  static constexpr std::size_t kSize = std::size_t{64} << 10;

  /// Only blocks in use take memory. Throws std::system_error.
  explicit Blocks(Index count);
  explicit Blocks(detail::Inbound& in);
  void hand_over(detail::Outbound& out) const;

  Index count() const { return count_; }

  /// kNone: all are taken.
  Index take();
  /// The blocks from `first` up to `end`, which is not one of them, will be given
  /// back once `ticket` is called.
  void note(Index first, Index end, std::uint32_t ticket);
  /// Gives back what was noted last, if it was noted with this ticket and is not
  /// given back yet.
  void give_noted(std::uint32_t ticket);
  /// Roughly how many can be taken.
  Index free() const {
    return count_ - (shared_->taken - shared_->warm.load().gifts - shared_->cold.load().gifts);
  }

  char* at(Index block) const { return first_ + block * kSize; }
  /// The block that follows a block; kNone unless set.
  Index next(Index block) const { return next_[block].load(std::memory_order_relaxed) - 1; }
  void set_next(Index block, Index next) {
    next_[block].store(next + 1, std::memory_order_relaxed);
  }

 private:
  /// A chain of free blocks. Block numbers in shared memory are index + 1: 0, the
  /// initial value, means none. Aligned as one word: else clang++ calls libatomic.
  struct alignas(8) Chain {
    std::uint32_t first;
    std::uint32_t gifts;  ///< how many blocks have been given to it in total
  };
  using List = std::atomic<Chain>;
  using Link = std::atomic<std::uint32_t>;

  /// What is being given back. It is done when the list has more gifts than
  /// before.
  struct Note {
    std::uint32_t ticket;
    Index block, next, end;
    std::uint32_t gifts_before;
  };
  // NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding): who takes and who gives apart
  struct Shared {
    List warm;  // these still have their memory
    List cold;  // the memory of these was returned to the kernel
    std::atomic<Index> untouched;
    alignas(64) std::atomic<std::uint32_t> taken;
    // Two, so that the valid one is complete whenever a writer dies.
    alignas(64) std::array<Note, 2> notes;
    std::atomic<std::uint32_t> notes_made;
  };

  Index take_from(List& list);
  List& list_of(Index block);
  void give(Index block);
  void make_note(std::uint32_t ticket, Index block, Index end);

  os::PassableMemory memory_;
  Shared* shared_;
  Link* next_;
  char* first_;
  Index count_;
};

}  // namespace mp
