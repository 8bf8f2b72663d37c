#include "core/mp/transport/message_queue.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <stdexcept>
#include <utility>

#include "core/mp/error.hpp"
#include "core/os/memory/shared_memory.hpp"
#include "core/os/sync/doorbell.hpp"
#include "core/os/sync/robust_mutex.hpp"

namespace mp {
namespace {

constexpr std::size_t kUnit = 8;
/// Up to this capacity, a producer is woken as soon as one message fits; above
/// it, when half is free, which needs far fewer context switches.
constexpr std::size_t kSmall = 32;
/// After this time a producer looks for itself: a slow consumer must not keep it
/// from a free place.
constexpr std::chrono::milliseconds kProducersNap{10};

constexpr std::size_t in_units(std::size_t bytes) {
  return (bytes + kUnit - 1) / kUnit;
}

std::size_t checked_capacity(std::size_t capacity) {
  if (capacity == 0)
    throw Error("a capacity of 0 would hold nothing: give at least 1, or none for no limit");
  return capacity;
}

/// With at most how many messages producers are woken.
constexpr std::size_t roomy(std::size_t capacity) {
  return capacity <= kSmall ? capacity - 1 : capacity / 2;
}

bool try_reserve(std::string& bytes, std::size_t size) {
  try {
    bytes.reserve(size);
    return true;
  } catch (const std::bad_alloc&) {
    return false;
  } catch (const std::length_error&) {
    return false;
  }
}

Blocks::Index checked_blocks(std::size_t bytes) {
  if (bytes < 2 * Blocks::kSize || bytes > MessageQueue::kMostBytes)
    throw Error(fmt::format("a queue of {} bytes is impossible: give {} to {}", bytes,
                            2 * Blocks::kSize, MessageQueue::kMostBytes));
  return static_cast<Blocks::Index>(bytes / Blocks::kSize);
}

}  // namespace

/// What the processes share. Each end is valid whenever a process dies; what
/// was seen of the other end is at worst out of date. Producers and consumers
/// use cache lines of their own, and look at the other side's only when they
/// must.
// NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding)
struct MessageQueue::Shared {
  alignas(64) os::RobustMutex pushing;
  std::atomic<std::uint32_t> popped_seen{0};  // the head's count, by a producer
  alignas(64) std::atomic<End> tail{};
  alignas(64) os::RobustMutex popping;
  std::atomic<std::uint32_t> pushed_seen{0};  // the tail's count, by a consumer
  alignas(64) std::atomic<End> head{};
  // Read at each push and pop, written rarely: so not next to what always
  // changes.
  alignas(64) os::Doorbell messages;
  std::atomic<bool> closed{false};
  alignas(64) os::Doorbell room;
};

/// Exclusive use of one end, as long as this lives.
class MessageQueue::Turn {
 public:
  Turn(os::RobustMutex& mutex, probe::Deadline patience)
      : mutex_(mutex), taken_(mutex.lock(patience)), has_come_(taken_ != Taken::no) {}
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() { end(); }

  bool has_come() const { return has_come_; }
  /// The last holder was killed.
  bool is_inherited() const { return taken_ == Taken::from_the_dead; }
  void end() {
    if (std::exchange(has_come_, false)) mutex_.unlock();
  }

 private:
  using Taken = os::RobustMutex::Taken;

  os::RobustMutex& mutex_;
  Taken taken_;
  bool has_come_;
};

MessageQueue::MessageQueue(std::size_t capacity, std::size_t bytes)
    : memory_(sizeof(Shared)),
      shared_(new (memory_.data()) Shared),
      blocks_(checked_blocks(bytes)),
      capacity_(checked_capacity(capacity)),
      roomy_count_(roomy(capacity)) {
  static_assert(std::atomic<End>::is_always_lock_free);
  blocks_.take();  // block 0, where both ends are
}

MessageQueue::MessageQueue(detail::Inbound& in)
    : memory_(in.memory()),
      shared_(static_cast<Shared*>(memory_.data())),
      blocks_(in),
      capacity_(in.value<std::size_t>()),
      roomy_count_(roomy(capacity_)) {}

void MessageQueue::hand_over(detail::Outbound& out) const {
  out.memory(memory_);
  blocks_.hand_over(out);
  out.value(capacity_);
}

std::size_t MessageQueue::usual_bytes() {
  return os::SharedMemory::affordable(kBytes, 16 * Blocks::kSize);
}

void MessageQueue::refuse(std::size_t most) {
  throw Error(fmt::format(
      "a message is larger than the {} bytes that the queue can hold: send it in pieces", most));
}

bool MessageQueue::try_push(std::string_view message, probe::Deadline patience) {
  if (message.size() > most_in_message()) refuse(most_in_message());
  Turn turn(shared_->pushing, patience);
  if (!turn.has_come()) return false;
  if (shared_->closed.load(std::memory_order_relaxed))
    throw Closed("the queue is closed: nothing more can be put into it");
  End tail = shared_->tail.load(std::memory_order_relaxed);
  if (tail.passed - shared_->popped_seen.load(std::memory_order_relaxed) >= capacity_) {
    const std::uint32_t popped = shared_->head.load(std::memory_order_acquire).passed;
    shared_->popped_seen.store(popped, std::memory_order_relaxed);
    if (tail.passed - popped >= capacity_) return false;
  }
  const std::uint64_t size = message.size();
  if (!write(tail.position, {reinterpret_cast<const char*>(&size), sizeof size}) ||
      !write(tail.position, message))
    return false;
  ++tail.passed;
  shared_->tail.store(tail, std::memory_order_release);  // now it is there
  turn.end();

  std::atomic_thread_fence(std::memory_order_seq_cst);
  shared_->messages.ring_after_fence();
  if (shared_->room.may_wake() &&
      is_roomy(tail.passed - shared_->head.load().passed, blocks_.count() / 2))
    shared_->room.ring_after_fence();
  return true;
}

bool MessageQueue::try_pop(std::string& message, probe::Deadline patience) {
  Turn turn(shared_->popping, patience);
  if (!turn.has_come()) return false;
  const End old = shared_->head.load(std::memory_order_relaxed);
  if (turn.is_inherited()) blocks_.give_noted(old.passed);
  if (old.passed == shared_->pushed_seen.load(std::memory_order_relaxed)) {
    // Read first: the process that closed had its turn after the last push.
    const bool closed = shared_->closed.load(std::memory_order_acquire);
    const std::uint32_t pushed = shared_->tail.load(std::memory_order_acquire).passed;
    shared_->pushed_seen.store(pushed, std::memory_order_relaxed);
    if (old.passed == pushed) {
      if (closed) throw Closed("the queue is closed and empty: nothing more will come");
      return false;
    }
  }
  End head = old;
  message.clear();
  if (bytes_left(head.position) == 0) enter_next(head.position);
  std::uint64_t size = 0;
  std::memcpy(&size, at(head.position), sizeof size);
  ++head.position;
  const bool has_room = try_reserve(message, size);
  read(head.position, size, has_room ? &message : nullptr);
  ++head.passed;
  const Blocks::Index first = block_of(old.position);
  const Blocks::Index last = block_of(head.position);
  if (first != last) blocks_.note(first, last, head.passed);
  shared_->head.store(head, std::memory_order_release);  // now it is gone
  if (first != last) blocks_.give_noted(head.passed);
  turn.end();
  ring_after_pop(head);
  if (!has_room) {
    throw Error(
        fmt::format("a message of {} bytes is lost: this process has no memory for it", size));
  }
  return true;
}

/// Wakes the processes that can go on now.
void MessageQueue::ring_after_pop(End head) {
  std::atomic_thread_fence(std::memory_order_seq_cst);
  if (shared_->messages.may_wake() && head.passed != shared_->tail.load().passed)
    shared_->messages.ring_after_fence();
  if (shared_->room.may_wake() &&
      is_roomy(shared_->tail.load().passed - head.passed, blocks_.count() / 2))
    shared_->room.ring_after_fence();
}

/// Ensures that there is a block with room after the position. Blocks that are
/// chained but not written serve the next message.
bool MessageQueue::make_room(Position& position) {
  if (bytes_left(position) > 0) return true;
  const Blocks::Index block = block_of(position);
  if (blocks_.next(block) == Blocks::kNone) {
    const Blocks::Index fresh = blocks_.take();
    if (fresh == Blocks::kNone) return false;
    blocks_.set_next(block, fresh);
  }
  enter_next(position);
  return true;
}

bool MessageQueue::write(Position& position, std::string_view bytes) {
  while (!bytes.empty()) {
    if (!make_room(position)) return false;
    const std::string_view piece = bytes.substr(0, bytes_left(position));
    std::memcpy(at(position), piece.data(), piece.size());
    position += static_cast<Position>(in_units(piece.size()));
    bytes.remove_prefix(piece.size());
  }
  return true;
}

void MessageQueue::read(Position& position, std::size_t count, std::string* bytes) const {
  while (count > 0) {
    if (bytes_left(position) == 0) enter_next(position);
    const std::size_t piece = std::min(count, bytes_left(position));
    if (bytes) bytes->append(at(position), piece);
    position += static_cast<Position>(in_units(piece));
    count -= piece;
  }
}

void MessageQueue::enter_next(Position& position) const {
  position = blocks_.next(block_of(position)) * kStride;
}

void MessageQueue::wait_for_room(probe::Deadline deadline, std::size_t size) {
  const auto needed = static_cast<Blocks::Index>(size / Blocks::kSize + 1);
  const auto worth_trying = [&] {
    return shared_->closed || is_roomy(static_cast<std::uint32_t>(this->size()), needed);
  };
  shared_->room.wait(worth_trying, deadline, kProducersNap);
}

void MessageQueue::wait_for_message(probe::Deadline deadline) {
  const auto worth_trying = [&] { return shared_->closed || size() > 0; };
  shared_->messages.wait(worth_trying, deadline);
}

std::size_t MessageQueue::size() const {
  // The head first, which never overtakes the tail. Between the two the queue
  // may have been emptied and filled again.
  const std::uint32_t popped = shared_->head.load().passed;
  const std::uint32_t count = shared_->tail.load().passed - popped;
  return std::min<std::size_t>(count, capacity_);
}

bool MessageQueue::is_closed() const {
  return shared_->closed;
}

void MessageQueue::close() {
  {
    // In a turn, so that no push is under way when a pop reports the end.
    const Turn turn(shared_->pushing, std::nullopt);
    shared_->closed = true;
  }
  shared_->messages.ring_all();
  shared_->room.ring_all();
}

/// Whether half of the places are free, or, in a small queue, one place, and as
/// much memory as is needed.
bool MessageQueue::is_roomy(std::uint32_t count, Blocks::Index needed) const {
  return count <= roomy_count_ && blocks_.free() >= needed;
}

char* MessageQueue::at(Position position) const {
  return blocks_.at(block_of(position)) + position % kStride * kUnit;
}

}  // namespace mp
