#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/mp/pool/pool_heap.hpp"
#include "core/mp/pool/result_stream.hpp"
#include "core/os/memory/shared_memory.hpp"
#include "core/os/sync/doorbell.hpp"
#include "core/probe/watcher.hpp"

namespace mp::detail {

/// Everything that a pool's processes share: waiting tasks, which worker runs
/// which, and the streams that carry results back. The parent posts tasks and
/// clears them; each worker claims one at a time.
///
/// There is no lock, so no process can die holding one. A task is in a cell; a
/// ring of cell numbers is the order in which they are taken. One thread at a
/// time uses the parent's side: the PoolState ensures that. A worker first
/// notes which cell it wants, then makes itself the owner of the cell with one
/// compare-and-swap: if it dies, the parent knows exactly whether it had the
/// task.
class TaskBoard {
 public:
  using Cell = std::uint32_t;
  /// How many tasks can be posted and unfinished at one time.
  static constexpr std::size_t kCells = std::size_t{1} << 16;
  /// How many bytes of long tasks; fewer if the address space is limited. Memory
  /// is taken only as it is used.
  static constexpr std::size_t kHeapBytes = std::size_t{1} << 30;

  /// A task as its worker finds it.
  struct Task {
    Cell cell;
    std::uint64_t number;
    std::string_view bytes;
  };

  /// One worker's place, written by the worker.
  struct alignas(64) Slot {
    std::atomic<std::uint32_t> after;  // the cell it wants or has, plus 1
    std::atomic<std::uint32_t> taken;  // how many tasks it has taken in total
    std::atomic<std::uint32_t> ready;  // 1: its initializer has returned
    std::atomic<std::uint32_t> left;   // 1: it ends as intended
    ResultStream::Ends results;
  };

  /// What a sleeping parent waits for: the result of a cell (its number plus
  /// kFirstCell), any result, or all. In each case a worker that goes to sleep,
  /// or whose stream is half full, wakes it.
  static constexpr std::uint32_t kAllResults = 1, kAnyResult = 2, kFirstCell = 3;

  explicit TaskBoard(std::size_t workers);

  // ---- the parent's side

  /// Throws Error when there never will be room for a task of so many bytes.
  void require_room(std::size_t bytes) const;
  /// Puts a task up for which there can be room; empty: there is none now.
  std::optional<Cell> try_post(std::uint64_t number, std::string_view bytes);
  /// Whether there are tasks that no worker has, as far as is known.
  bool has_tasks() const { return shared_->head.load() != shared_->tail.load(); }
  /// Frees the cell of a task that is done or never will be.
  void clear(Cell cell);
  /// The cell that this dead worker held; empty: it held none.
  std::optional<Cell> held_by(std::size_t worker) const;
  /// Prepares the slot of a dead worker for the next one.
  void reset(std::size_t worker);
  /// Calls `visit(worker)` for each worker that has sent since the last call.
  template <typename Visit>
  void visit_senders(Visit visit);
  bool has_senders() const;
  /// From now on `awaited` wakes a sleeping parent.
  void await(std::uint32_t awaited) { shared_->awaited.store(awaited); }
  /// Sleeps until that has come, or something else that is worth a look. One
  /// thread at a time sleeps here.
  void wait_for_results(probe::Deadline deadline);
  /// Wakes that thread: another one has seen what it waits for.
  void ring_for_parent() { shared_->results.ring(); }
  /// From now on, workers that find nothing to do leave.
  void let_leave();
  /// Wakes one worker, if any sleeps.
  void ring() { shared_->tasks.ring(); }

  // ---- a worker's side

  std::optional<Task> try_claim(std::size_t worker);
  bool may_leave() const { return shared_->leave.load() != 0; }
  void wait_for_task();
  /// Tells the parent that `worker` has committed the result of that cell, or
  /// a piece of it.
  void sent(std::size_t worker, Cell cell, bool whole);
  /// This worker ends as intended: the parent may want another one.
  void leave(std::size_t worker);

  Slot& slot(std::size_t worker) { return slots_[worker]; }
  const Slot& slot(std::size_t worker) const { return slots_[worker]; }
  ResultStream& stream(std::size_t worker) { return streams_[worker]; }

 private:
  void mark_sender(std::size_t worker);

  static constexpr std::uint32_t kAwake = 0;  // the parent does not wait
  static constexpr std::size_t kInline = 96;
  // In zeroed memory no cell can be taken.
  static constexpr std::uint32_t kShut = 0, kOpen = 1, kFirstWorker = 2;

  struct alignas(64) TaskCell {
    std::atomic<std::uint32_t> owner;
    std::uint64_t number;
    std::uint64_t size;
    std::uint64_t place;  // in the heap, when it is too long for `text`
    std::array<char, kInline> text;
  };

  struct Shared {
    alignas(64) std::atomic<std::uint64_t> head;  // the next position to claim; may lag behind
    alignas(64) std::atomic<std::uint64_t> tail;  // the next position to post at
    alignas(64) os::Doorbell tasks;
    std::atomic<std::uint32_t> leave;
    alignas(64) os::Doorbell results;
    std::atomic<std::uint32_t> awaited;
  };

  std::atomic<std::uint64_t>& sender_word(std::size_t worker) { return senders_[worker / 64]; }

  std::size_t workers_;
  std::size_t heap_size_;
  os::SharedMemory memory_;
  Shared* shared_;
  std::atomic<std::uint64_t>* senders_;  // a bit for each worker
  Slot* slots_;
  TaskCell* cells_;
  std::atomic<Cell>* order_;
  std::vector<ResultStream> streams_;
  std::size_t heap_offset_;
  char* heap_bytes_;

  // Used by the parent only.
  PoolHeap heap_{heap_size_};
  std::vector<Cell> free_;
  Cell fresh_ = 0;  // cells from here on have never been used
};

template <typename Visit>
void TaskBoard::visit_senders(Visit visit) {
  for (std::size_t first = 0; first < workers_; first += 64) {
    std::atomic<std::uint64_t>& word = sender_word(first);
    if (word.load(std::memory_order_relaxed) == 0) continue;
    // First clear the marks, then look at the streams: a worker that sends later
    // marks again.
    for (std::uint64_t bits = word.exchange(0); bits != 0; bits &= bits - 1) {
      visit(first + static_cast<std::size_t>(std::countr_zero(bits)));
    }
  }
}

}  // namespace mp::detail
