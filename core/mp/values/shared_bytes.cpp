#include "core/mp/values/shared_bytes.hpp"

#include <fmt/core.h>

#include <atomic>
#include <chrono>
#include <cstring>
#include <new>
#include <thread>

#include "core/mp/error.hpp"
#include "core/os/sync/robust_mutex.hpp"

namespace mp {
namespace {

constexpr std::size_t kHeader = 128;
constexpr std::size_t kLine = 64;
/// No machine has more; a negative size that was converted to unsigned is
/// larger.
constexpr std::size_t kMost = std::size_t{1} << 46;

/// On a busy machine a process that yields may wait for milliseconds, so not
/// every time.
constexpr unsigned kChangesPerInvitation = 64;

/// A process that waits longer for the lock reports it.
constexpr std::chrono::milliseconds kLongWait{50};

constexpr std::size_t in_lines(std::size_t size) {
  return (size + kLine - 1) / kLine * kLine;
}

std::size_t checked_memory(std::size_t size) {
  if (size > kMost)
    throw Error(fmt::format("{} bytes cannot be shared: at most {} can", size, kMost));
  return kHeader + 2 * in_lines(size);
}

/// Stores an integer in one go, if it is aligned.
template <typename Integer>
bool store_whole(std::byte* to, const void* from, std::size_t size) {
  if (size != sizeof(Integer) || reinterpret_cast<std::uintptr_t>(to) % size != 0) return false;
  Integer value;
  std::memcpy(&value, from, size);
  std::atomic_ref(*reinterpret_cast<Integer*>(to)).store(value, std::memory_order_relaxed);
  return true;
}

}  // namespace

struct SharedBytes::Shared {
  os::RobustMutex mutex{os::RobustMutex::Nesting::allowed};
  /// What the journal holds; a size of 0: nothing.
  std::size_t offset = 0;
  std::atomic<std::size_t> size = 0;
};

SharedBytes::SharedBytes(std::size_t size, probe::ObjectType type, probe::Place place,
                         const void* initial)
    : name_(probe::name_object(type, place)),
      size_(size),
      memory_(checked_memory(size)),
      shared_(new (memory_.data()) Shared) {
  static_assert(sizeof(Shared) <= kHeader);
  if (initial && size > 0) std::memcpy(bytes(), initial, size);
}

SharedBytes::SharedBytes(detail::Inbound& in)
    : name_(in.name()),
      size_(in.value<std::size_t>()),
      memory_(in.memory()),
      shared_(static_cast<Shared*>(memory_.data())) {}

void SharedBytes::hand_over(detail::Outbound& out) const {
  out.name(name_);
  out.value(size_);
  out.memory(memory_);
}

void SharedBytes::lock(probe::Place place) {
  lock_it(place);
  std::atomic_ref(times_locked_).fetch_add(1, std::memory_order_relaxed);
}

void SharedBytes::lock_it(probe::Place place) {
  if (!is_held_before_acts()) [[likely]]
    return take(place);
  probe::perform([&] { return act_on(name_, probe::Kind::lock, place); }, std::nullopt,
                 [&] { return try_take() ? std::optional(true) : std::nullopt; },
                 [&](probe::Deadline) { take(place), leave(); }, kNothingToAdd);
}

void SharedBytes::unlock(probe::Place place) {
  std::atomic_ref(times_locked_).fetch_sub(1, std::memory_order_relaxed);
  if (!is_held_before_acts()) [[likely]]
    return leave();
  const auto attempt = [&] { return leave(), std::optional(true); };
  probe::perform([&] { return act_on(name_, probe::Kind::unlock, place); }, std::nullopt, attempt,
                 [](probe::Deadline) {}, kNothingToAdd);
}

void SharedBytes::invite_others() {
  constexpr auto kRelaxed = std::memory_order_relaxed;
  if (std::atomic_ref(times_locked_).load(kRelaxed) != 0) return;
  const unsigned changes = std::atomic_ref(unguarded_changes_).fetch_add(1, kRelaxed) + 1;
  if (changes % kChangesPerInvitation == 0) std::this_thread::yield();
}

bool SharedBytes::try_take() {
  const auto taken = shared_->mutex.try_lock();
  if (taken == os::RobustMutex::Taken::from_the_dead) finish_store();
  return taken != os::RobustMutex::Taken::no;
}

void SharedBytes::take_later(probe::Place place) {
  using Taken = os::RobustMutex::Taken;
  probe::Watcher* seen = probe::watcher();
  // Short waits come by the million, and are of no interest to the reader.
  Taken taken = shared_->mutex.lock(seen ? std::optional(os::now() + kLongWait) : std::nullopt);
  if (taken == Taken::no) {
    const probe::Act act = act_on(name_, probe::Kind::lock, place);
    seen->blocked(act, std::nullopt);
    taken = shared_->mutex.lock();
    seen->gave_up(act);  // this reports that it has woken
  }
  if (taken == Taken::from_the_dead) finish_store();
}

void SharedBytes::leave() {
  shared_->mutex.unlock();
}

void SharedBytes::finish_store() {
  const std::size_t size = shared_->size.load(std::memory_order_acquire);
  if (size == 0) return;
  std::memcpy(bytes() + shared_->offset, journal(), size);
  shared_->size.store(0, std::memory_order_release);
}

void SharedBytes::copy_out(std::size_t offset, void* to, std::size_t size) const {
  if (size > 0) std::memcpy(to, bytes() + offset, size);
}

void SharedBytes::copy_in(std::size_t offset, const void* from, std::size_t size) {
  std::byte* to = bytes() + offset;
  if (size == 0 || store_whole<std::uint64_t>(to, from, size) ||
      store_whole<std::uint32_t>(to, from, size) || store_whole<std::uint16_t>(to, from, size) ||
      store_whole<std::uint8_t>(to, from, size))
    return;
  std::memcpy(journal(), from, size);
  shared_->offset = offset;
  shared_->size.store(size, std::memory_order_release);  // from here on another process can finish
                                                         // it
  finish_store();
}

std::byte* SharedBytes::bytes() const {
  return static_cast<std::byte*>(memory_.data()) + kHeader;
}

std::byte* SharedBytes::journal() const {
  return bytes() + in_lines(size_);
}

}  // namespace mp
