#include "core/stage/shared_slots.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "core/os/memory/memory_file.hpp"

namespace stage {
namespace {

os::Fd new_memory(std::size_t bytes) {
  os::MemoryFile file("mpdemo-slots");
  file.resize(bytes);
  return file.release();
}

}  // namespace

// The memory is zeroed: no gate holds, every slot is free and unmarked.
SharedSlots::SharedSlots() : SharedSlots(new_memory(size())) {}

SharedSlots::SharedSlots(os::Fd memory)
    : file_(std::move(memory)),
      memory_(file_, size()),
      header_(static_cast<Header*>(memory_.data())),
      slots_(reinterpret_cast<Slot*>(header_ + 1)) {
  static_assert(std::atomic<std::int64_t>::is_always_lock_free);
}

int SharedSlots::reserve(os::Stamp mark, int forker) {
  for (int slot = 0; slot < kSlots; ++slot) {
    Use expected = Use::free;
    if (!slot_at(slot).use.compare_exchange_strong(expected, Use::reserved)) continue;
    slot_at(slot).forker.store(forker);
    slot_at(slot).turn.store(0);
    this->mark(slot, mark);
    int used = header_->used.load();
    while (used <= slot && !header_->used.compare_exchange_weak(used, slot + 1)) {
    }
    return slot;
  }
  throw std::system_error(EAGAIN, std::generic_category(),
                          "a demo can have at most 4096 processes at one time");
}

void SharedSlots::claim(int slot) {
  slot_at(slot).use.store(Use::claimed);
}

void SharedSlots::release(int slot) {
  unmark(slot);
  slot_at(slot).use.store(Use::free);
}

int SharedSlots::unborn_of(int forker) const {
  for (int slot = 0; slot < used(); ++slot) {
    const bool is_reserved = slot_at(slot).use.load() == Use::reserved;
    if (is_reserved && slot_at(slot).forker.load() == forker) return slot;
  }
  return -1;
}

void SharedSlots::release_unborn(int slot) {
  Use expected = Use::reserved;
  if (slot_at(slot).use.compare_exchange_strong(expected, Use::free)) unmark(slot);
}

os::Stamp SharedSlots::watermark() const {
  // First the clock: a process that is unmarked below takes its time stamp
  // later.
  os::Stamp earliest = os::now();
  const int used = this->used();
  for (int slot = 0; slot < used; ++slot) {
    const std::int64_t mark = slot_at(slot).mark.load();
    if (mark != kUnmarked) earliest = std::min(earliest, os::Stamp(mark));
  }
  return earliest;
}

void SharedSlots::await_turn(int slot) {
  while (slot_at(slot).turn.exchange(0) == 0) os::futex_wait(slot_at(slot).turn, 0, std::nullopt);
}

int SharedSlots::count_object(probe::ObjectType type) {
  return ++header_->objects[static_cast<std::size_t>(type)];
}

void SharedSlots::give_turn(int slot) {
  slot_at(slot).turn.store(1);
  os::futex_wake(slot_at(slot).turn, 1);
}

}  // namespace stage
