#include "core/mp/ring.hpp"

#include <fmt/core.h>

#include <cstring>
#include <new>
#include <stdexcept>

#include "core/mp/error.hpp"
#include "core/os/doorbell.hpp"
#include "core/os/robust_mutex.hpp"

namespace mp {
namespace {

constexpr std::size_t kUnit = 8;
constexpr std::size_t kHeader = 4096;
/// Where the ring goes on at its beginning stands this instead of a length.
constexpr std::uint64_t kGoesOnAtBeginning = ~std::uint64_t{0};
/// Memory that has been read is given back in pieces of this many units, so
/// that a ring which is never empty does not end up taking all it has reserved.
constexpr std::uint32_t kPiece = (16u << 20) / kUnit;
/// Up to this capacity, a producer is woken as soon as one message fits; above,
/// when half is free, which costs far fewer switches between processes.
constexpr std::size_t kSmall = 32;
/// A consumer that is slower than this keeps no producer from a free place.
constexpr std::chrono::milliseconds kProducersNap{10};

/// A message and its length.
constexpr std::uint64_t units_for(std::size_t size) {
  return 1 + (size + kUnit - 1) / kUnit;
}

std::size_t checked_memory(std::size_t capacity, std::size_t bytes) {
  if (capacity == 0)
    throw Error("a capacity of 0 would hold nothing: give at least 1, or none for no limit");
  if (bytes < kUnit || bytes > Ring::kMostBytes)
    throw Error(fmt::format("a ring of {} bytes cannot be: give 8 to {}", bytes, Ring::kMostBytes));
  return kHeader + bytes / kUnit * kUnit;
}

}  // namespace

/// What the processes share. The mutex guards all but the doorbells; `ends` is
/// what is true after a death, `count` can be found again.
// NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding): cache lines of their own
struct Ring::Shared {
  os::RobustMutex mutex;
  std::atomic<Ends> ends{Ends{0, 0}};
  std::atomic<std::uint64_t> count{0};
  std::atomic<bool> closed{false};
  // Read at each push and pop, written rarely: not beside what always changes.
  alignas(64) os::Doorbell messages;
  alignas(64) os::Doorbell room;
};

/// A process's turn at the ring, as long as this lives.
class Ring::Turn {
 public:
  Turn(const Ring& ring, probe::Deadline patience) : shared_(*ring.shared_) {
    const auto taken = shared_.mutex.lock(patience);
    has_come_ = taken != os::RobustMutex::Taken::no;
    if (taken == os::RobustMutex::Taken::from_the_dead) [[unlikely]]
      shared_.count = ring.count_messages(shared_.ends);
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() { end(); }

  bool has_come() const { return has_come_; }
  void end() {
    if (std::exchange(has_come_, false)) shared_.mutex.unlock();
  }

 private:
  Shared& shared_;
  bool has_come_;
};

Ring::Ring(std::size_t capacity, std::size_t bytes)
    : memory_(checked_memory(capacity, bytes)),
      shared_(new (memory_.data()) Shared),
      capacity_(capacity),
      roomy_count_(capacity <= kSmall ? capacity - 1 : capacity / 2),
      end_(static_cast<std::uint32_t>(bytes / kUnit)) {
  static_assert(sizeof(Shared) <= kHeader && std::atomic<Ends>::is_always_lock_free);
}

bool Ring::try_push(std::string_view message, probe::Deadline patience) {
  const std::uint64_t units = units_for(message.size());
  if (units > end_) {
    throw std::length_error(
        fmt::format("a message of {} bytes is larger than the {} bytes that "
                    "hold them all: send it in pieces",
                    message.size(), end_ * kUnit));
  }
  Turn turn(*this, patience);
  if (!turn.has_come()) return false;
  if (shared_->closed) throw Closed("the queue is closed: nothing more can be put into it");
  const std::uint64_t count = shared_->count.load(std::memory_order_relaxed);
  if (count >= capacity_) return false;
  Ends ends = shared_->ends.load(std::memory_order_relaxed);
  const std::uint32_t place = place_for(ends, units);
  if (place == kNowhere) return false;

  if (place != ends.tail && ends.tail < end_) length_at(ends.tail) = kGoesOnAtBeginning;
  length_at(place) = message.size();
  if (!message.empty()) std::memcpy(text_at(place), message.data(), message.size());
  ends.tail = static_cast<std::uint32_t>(place + units);
  shared_->ends.store(ends, std::memory_order_release);  // now it is there
  shared_->count.store(count + 1, std::memory_order_relaxed);
  turn.end();

  shared_->messages.ring();
  if (count + 1 <= roomy_count_ && is_roomy(ends)) shared_->room.ring();
  return true;
}

bool Ring::try_pop(std::string& message, probe::Deadline patience) {
  Turn turn(*this, patience);
  if (!turn.has_come()) return false;
  const std::uint64_t count = shared_->count.load(std::memory_order_relaxed);
  if (count == 0) {
    if (shared_->closed) throw Closed("the queue is closed and empty: nothing more will come");
    return false;
  }
  Ends ends = shared_->ends.load(std::memory_order_relaxed);
  const std::uint32_t place = first_message(ends);
  const std::size_t size = length_at(place);
  message.assign(text_at(place), size);

  const Ends old = ends;
  const auto behind = static_cast<std::uint32_t>(place + units_for(size));
  // An empty ring starts again at its beginning: few pages are ever touched.
  ends = behind == old.tail ? Ends{0, 0} : Ends{behind, old.tail};
  shared_->ends.store(ends, std::memory_order_release);  // now it is gone
  shared_->count.store(count - 1, std::memory_order_relaxed);
  give_back(old.head, behind, old.tail);
  turn.end();

  if (count > 1) shared_->messages.ring();
  if (count - 1 <= roomy_count_ && is_roomy(ends)) shared_->room.ring();
  return true;
}

void Ring::wait_for_room(probe::Deadline deadline, std::size_t size) {
  const auto worth_trying = [&] {
    const Ends ends = shared_->ends;
    return shared_->closed ||
           (shared_->count <= roomy_count_ &&
            (size > 0 ? place_for(ends, units_for(size)) != kNowhere : is_roomy(ends)));
  };
  shared_->room.wait(worth_trying, deadline, kProducersNap);
}

void Ring::wait_for_message(probe::Deadline deadline) {
  shared_->messages.wait([&] { return shared_->closed || shared_->count > 0; }, deadline);
}

std::size_t Ring::size() const {
  return shared_->count;
}

bool Ring::is_closed() const {
  return shared_->closed;
}

void Ring::close() {
  {
    // In a turn, so that no push is half way when a pop says "nothing more".
    const Turn turn(*this, std::nullopt);
    shared_->closed = true;
  }
  shared_->messages.ring_all();
  shared_->room.ring_all();
}

/// Where a message of so many units goes: in one piece, and leaving a gap, so
/// that a ring which is not empty never looks so.
std::uint32_t Ring::place_for(Ends ends, std::uint64_t units) const {
  const bool in_one_piece = ends.head <= ends.tail;
  if (in_one_piece && ends.tail + units <= end_) return ends.tail;
  if (in_one_piece && units < ends.head) return 0;
  if (!in_one_piece && ends.tail + units < ends.head) return ends.tail;
  return kNowhere;
}

std::uint32_t Ring::first_message(Ends ends) const {
  return ends.head == end_ || length_at(ends.head) == kGoesOnAtBeginning ? 0 : ends.head;
}

/// Gives memory that has been read back to the kernel, from time to time.
void Ring::give_back(std::uint32_t old_head, std::uint32_t new_head, std::uint32_t tail) {
  if (old_head / kPiece == new_head / kPiece) [[likely]]
    return;
  std::uint32_t from = old_head / kPiece * kPiece;
  if (tail <= old_head && tail > from) from = tail;  // the end of what is in front
  const std::uint32_t to = new_head < old_head ? end_ : new_head / kPiece * kPiece;
  memory_.discard(kHeader + from * kUnit, kHeader + to * kUnit);
}

/// Whether half of the memory is free.
bool Ring::is_roomy(Ends ends) const {
  const std::uint32_t used =
      ends.head <= ends.tail ? ends.tail - ends.head : end_ - ends.head + ends.tail;
  return used <= end_ / 2;
}

std::uint64_t Ring::count_messages(Ends ends) const {
  std::uint64_t count = 0;
  while (ends.head != ends.tail) {
    const std::uint32_t place = first_message(ends);
    ends.head = static_cast<std::uint32_t>(place + units_for(length_at(place)));
    ++count;
  }
  return count;
}

std::uint64_t& Ring::length_at(std::uint32_t position) const {
  return *reinterpret_cast<std::uint64_t*>(text_at(position) - kUnit);
}

char* Ring::text_at(std::uint32_t position) const {
  return static_cast<char*>(memory_.data()) + kHeader + (position + 1) * kUnit;
}

}  // namespace mp
