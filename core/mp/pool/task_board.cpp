#include "core/mp/pool/task_board.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstring>

#include "core/mp/error.hpp"

namespace mp::detail {
namespace {

/// Enough for the results of a few large chunks, and 32 MiB for 512 workers.
std::size_t stream_bytes(std::size_t workers) {
  constexpr std::size_t kAll = std::size_t{1} << 24;
  return std::clamp(kAll / workers / 4096 * 4096, std::size_t{1} << 16, std::size_t{1} << 20);
}

constexpr std::size_t kLeastHeap = std::size_t{4} << 20;

/// Large free parts of the heap are returned to the kernel.
constexpr std::size_t kLarge = std::size_t{1} << 20;

/// Lays out one part of a memory after the other.
class Layout {
 public:
  template <typename T>
  std::size_t place(std::size_t count) {
    size_ = (size_ + 63) / 64 * 64;
    const std::size_t begin = size_;
    size_ += count * sizeof(T);
    return begin;
  }
  void align_to_page() { size_ = (size_ + 4095) / 4096 * 4096; }
  std::size_t size() const { return size_; }

 private:
  std::size_t size_ = 0;
};

struct Places {
  std::size_t shared, senders, slots, cells, order, streams, heap, end;
};

template <typename Shared, typename Slot, typename TaskCell>
Places places_for(std::size_t workers, std::size_t cells, std::size_t heap_bytes) {
  Layout layout;
  Places places{};
  places.shared = layout.place<Shared>(1);
  places.senders = layout.place<std::atomic<std::uint64_t>>((workers + 63) / 64);
  places.slots = layout.place<Slot>(workers);
  places.cells = layout.place<TaskCell>(cells);
  places.order = layout.place<std::atomic<std::uint32_t>>(cells);
  layout.align_to_page();
  places.streams = layout.place<char>(workers * stream_bytes(workers));
  layout.align_to_page();
  places.heap = layout.place<char>(heap_bytes);
  places.end = layout.size();
  return places;
}

}  // namespace

TaskBoard::TaskBoard(std::size_t workers)
    : workers_(workers),
      heap_size_(os::SharedMemory::affordable(kHeapBytes, kLeastHeap)),
      memory_(places_for<Shared, Slot, TaskCell>(workers, kCells, heap_size_).end) {
  static_assert(std::atomic<std::uint64_t>::is_always_lock_free);
  // The memory is zeroed, which is the initial state of everything here.
  const Places places = places_for<Shared, Slot, TaskCell>(workers, kCells, heap_size_);
  char* base = static_cast<char*>(memory_.data());
  shared_ = reinterpret_cast<Shared*>(base + places.shared);
  senders_ = reinterpret_cast<std::atomic<std::uint64_t>*>(base + places.senders);
  slots_ = reinterpret_cast<Slot*>(base + places.slots);
  cells_ = reinterpret_cast<TaskCell*>(base + places.cells);
  order_ = reinterpret_cast<std::atomic<Cell>*>(base + places.order);
  heap_offset_ = places.heap;
  heap_bytes_ = base + places.heap;
  const std::size_t size = stream_bytes(workers);
  streams_.reserve(workers);
  for (std::size_t i = 0; i < workers; ++i) {
    streams_.emplace_back(slots_[i].results, base + places.streams + i * size, size);
  }
}

// ---- the parent's side

void TaskBoard::require_room(std::size_t bytes) const {
  if (bytes > heap_size_)
    throw Error(fmt::format("a task of {} bytes is too large: {} are the most", bytes, heap_size_));
}

std::optional<TaskBoard::Cell> TaskBoard::try_post(std::uint64_t number, std::string_view bytes) {
  const std::uint64_t tail = shared_->tail.load(std::memory_order_relaxed);
  if (tail - shared_->head.load(std::memory_order_acquire) >= kCells) return std::nullopt;
  if (free_.empty() && fresh_ == kCells) return std::nullopt;
  const Cell index = free_.empty() ? fresh_ : free_.back();
  TaskCell& cell = cells_[index];
  char* to = cell.text.data();
  if (bytes.size() > kInline) {
    const auto place = heap_.try_take(bytes.size());
    if (!place) return std::nullopt;
    cell.place = *place;
    to = heap_bytes_ + *place;
  }
  if (free_.empty())
    ++fresh_;
  else
    free_.pop_back();
  cell.number = number;
  cell.size = bytes.size();
  std::memcpy(to, bytes.data(), bytes.size());
  cell.owner.store(kOpen, std::memory_order_release);
  order_[tail % kCells].store(index, std::memory_order_release);
  shared_->tail.store(tail + 1, std::memory_order_release);
  return index;
}

void TaskBoard::clear(Cell index) {
  TaskCell& cell = cells_[index];
  cell.owner.store(kShut, std::memory_order_relaxed);
  free_.push_back(index);
  if (cell.size <= kInline) return;
  heap_.give_back(cell.place, cell.size);
  if (cell.size >= kLarge) {
    memory_.discard(heap_offset_ + cell.place, heap_offset_ + cell.place + cell.size);
  }
}

std::optional<TaskBoard::Cell> TaskBoard::held_by(std::size_t worker) const {
  const std::uint32_t after = slots_[worker].after.load();
  if (after == 0) return std::nullopt;
  const Cell cell = after - 1;
  if (cells_[cell].owner.load() != kFirstWorker + worker) return std::nullopt;
  return cell;
}

void TaskBoard::reset(std::size_t worker) {
  Slot& dead = slots_[worker];
  dead.after.store(0);
  dead.taken.store(0);
  dead.ready.store(0);
  dead.left.store(0);
  streams_[worker].clear();
}

bool TaskBoard::has_senders() const {
  for (std::size_t word = 0; word * 64 < workers_; ++word) {
    if (senders_[word].load() != 0) return true;
  }
  return false;
}

void TaskBoard::wait_for_results(probe::Deadline deadline) {
  shared_->results.wait([&] { return has_senders(); }, deadline);
  await(kAwake);
}

void TaskBoard::let_leave() {
  shared_->leave.store(1);
  shared_->tasks.ring_all();
}

// ---- a worker's side

std::optional<TaskBoard::Task> TaskBoard::try_claim(std::size_t worker) {
  for (;;) {
    std::uint64_t position = shared_->head.load(std::memory_order_acquire);
    if (position == shared_->tail.load(std::memory_order_acquire)) return std::nullopt;
    const Cell index = order_[position % kCells].load(std::memory_order_acquire);
    TaskCell& cell = cells_[index];
    slots_[worker].after.store(index + 1);
    std::uint32_t open = kOpen;
    const bool mine =
        cell.owner.compare_exchange_strong(open, kFirstWorker + static_cast<std::uint32_t>(worker));
    // The worker that claimed it may have died before it could say so, so
    // others advance the head, too.
    shared_->head.compare_exchange_strong(position, position + 1);
    if (!mine) continue;
    slots_[worker].taken.fetch_add(1, std::memory_order_relaxed);
    // One ring woke one worker: if it leaves tasks, it wakes the next.
    if (position + 1 != shared_->tail.load(std::memory_order_relaxed)) shared_->tasks.ring();
    const char* text = cell.size > kInline ? heap_bytes_ + cell.place : cell.text.data();
    return Task{index, cell.number, {text, cell.size}};
  }
}

void TaskBoard::wait_for_task() {
  // A worker that goes to sleep has done all there was: the parent may wait for
  // that.
  shared_->results.ring();
  // Long, because there may be hundreds of workers; the parent rings again when
  // one has died, which is the only way to lose a ring.
  constexpr std::chrono::milliseconds kNap{250};
  shared_->tasks.wait([&] { return has_tasks() || may_leave(); }, std::nullopt, kNap);
}

void TaskBoard::mark_sender(std::size_t worker) {
  std::atomic<std::uint64_t>& word = sender_word(worker);
  const std::uint64_t bit = std::uint64_t{1} << (worker % 64);
  if ((word.load() & bit) == 0) word.fetch_or(bit);
}

void TaskBoard::sent(std::size_t worker, Cell cell, bool whole) {
  mark_sender(worker);
  const std::uint32_t awaited = shared_->awaited.load();
  if (awaited == kAwake) return;
  if (awaited == kAnyResult || awaited == kFirstCell + cell || !whole ||
      streams_[worker].is_half_full()) {
    shared_->results.ring();
  }
}

void TaskBoard::leave(std::size_t worker) {
  slots_[worker].left.store(1);
  mark_sender(worker);
  if (shared_->awaited.load() != kAwake) shared_->results.ring();
}

}  // namespace mp::detail
