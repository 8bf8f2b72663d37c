#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>

#include "core/os/clock.hpp"
#include "core/os/memory/shared_memory.hpp"
#include "core/os/sync/futex.hpp"
#include "core/probe/act.hpp"

namespace stage {

/// Memory that the director and the processes of a demo share: a slot with a
/// gate and a mark for each process. The director makes it; every process
/// writes only to its own slot, so a killed one cannot damage others.
///
/// The gate: in a controlled run, a process sleeps before each act until the
/// director gives its slot a turn. The mark: the time stamp of the earliest
/// event that the process may not have sent yet; the smallest mark is the
/// moment up to which the director has received everything.
class SharedSlots {
 public:
  /// The most processes that a demo can have at one time.
  static constexpr int kSlots = 4096;

  SharedSlots();
  /// The same slots in a program that a process of the demo executed: `memory`
  /// is what memory() returned there. Throws std::system_error.
  explicit SharedSlots(os::Fd memory);

  /// The descriptor of the shared memory.
  int memory() const { return file_.get(); }

  /// A slot for a process about to be forked by the one in `forker` (-1: by
  /// the director), already marked with `mark`. Throws std::system_error with
  /// EAGAIN when all are taken.
  int reserve(os::Stamp mark, int forker);
  /// Called by the new process, which now owns the slot.
  void claim(int slot);
  /// Called by the director when the slot's process is gone, and by a process
  /// whose fork failed.
  void release(int slot);
  /// The slot that the process in `forker` reserved for a child that has not
  /// claimed it yet; -1: none.
  int unborn_of(int forker) const;
  /// That child was never born: frees its slot, unless it has been claimed
  /// after all.
  void release_unborn(int slot);

  void mark(int slot, os::Stamp at) { slot_at(slot).mark.store(at.count()); }
  void unmark(int slot) { slot_at(slot).mark.store(kUnmarked); }

  /// Every event stamped before this moment has been sent. Call this first,
  /// then receive what has been sent.
  os::Stamp watermark() const;

  /// The virtual clock of a controlled run: it stands still until the director
  /// lets time pass.
  os::Stamp clock() const { return os::Stamp(header_->clock.load()); }
  void set_clock(os::Stamp to) { header_->clock.store(to.count()); }

  bool holds() const { return header_->holds.load() != 0; }
  void hold(bool holds) { header_->holds.store(holds ? 1 : 0); }

  /// Called by a process: sleeps until it may go on.
  void await_turn(int slot);
  /// Called by the director: the process in `slot` may go on, once.
  void give_turn(int slot);

  /// The number of a new object of its type: 1, 2 ...
  int count_object(probe::ObjectType type);

  /// Slots below this number may be in use, no others.
  int used() const { return header_->used.load(); }

 private:
  static constexpr std::int64_t kUnmarked = 0;  // as in zeroed memory

  enum class Use : std::int32_t { free, reserved, claimed };

  // A cache line each, so that processes on different cores do not slow each
  // other down.
  struct alignas(64) Slot {
    std::atomic<Use> use;
    std::atomic<std::int32_t> forker;
    std::atomic<std::int64_t> mark;
    os::FutexWord turn;
  };
  struct alignas(64) Header {
    std::atomic<std::int32_t> holds;
    std::atomic<std::int32_t> used;
    std::atomic<std::int64_t> clock;
    std::array<std::atomic<std::int32_t>, probe::kObjectTypes> objects;  // counted by type
  };

  Slot& slot_at(int slot) { return slots_[slot]; }
  const Slot& slot_at(int slot) const { return slots_[slot]; }

  static constexpr std::size_t size() { return sizeof(Header) + kSlots * sizeof(Slot); }

  os::Fd file_;
  os::SharedMemory memory_;
  Header* header_;
  Slot* slots_;
};

}  // namespace stage
