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

/// What the director and the processes of a demo share: for each process its
/// gate and its mark. The director makes the board; every process writes in its
/// own slot only, so one that is killed spoils nobody else's.
///
/// The gate: while the board holds, a process sleeps before each act until the
/// director lets its slot go on. The mark: the stamp of the earliest event that
/// the process may not have sent yet; the smallest mark of all is the moment up
/// to which the director has heard everything.
class SharedSlots {
 public:
  /// The most processes that a demo can have at one time.
  static constexpr int kSlots = 4096;

  SharedSlots();
  /// The same board, in a program that a process of the demo executed: `memory`
  /// is what memory() gave there. Throws std::system_error.
  explicit SharedSlots(os::Fd memory);

  /// The descriptor of what is shared.
  int memory() const { return file_.get(); }

  /// A slot for a process about to be forked by the one in `forker` (-1: by
  /// the director), already marked with `mark`. Throws std::system_error with
  /// EAGAIN when all are taken.
  int reserve(os::Stamp mark, int forker);
  /// Called by the new process: the slot is its own now.
  void claim(int slot);
  /// Called by the director when the slot's process has gone, and by a process
  /// whose fork failed.
  void release(int slot);
  /// The slot that the process in `forker` reserved for a child that has not
  /// come yet; -1: none.
  int unborn_of(int forker) const;
  /// That child was never born: frees its slot, unless it came after all.
  void release_unborn(int slot);

  void mark(int slot, os::Stamp at) { slot_at(slot).mark.store(at.count()); }
  void unmark(int slot) { slot_at(slot).mark.store(kUnmarked); }

  /// Every event stamped before this moment has been sent. Look first, then
  /// receive what has been sent.
  os::Stamp watermark() const;

  /// The clock of a stage that holds its processes: it stands still until the
  /// director lets time pass.
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
  static constexpr std::int64_t kUnmarked = 0;  // as the memory comes

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
