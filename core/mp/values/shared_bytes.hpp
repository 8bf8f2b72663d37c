#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>

#include "core/mp/detail/act_on.hpp"
#include "core/mp/process/handover.hpp"
#include "core/os/memory/passable_memory.hpp"
#include "core/probe/watcher.hpp"

namespace mp {

/// The memory of a Value or an Array, which drive it: shared bytes, and the
/// lock that each load and each store takes.
///
/// A process may be killed in the middle of a store. Up to eight bytes are one
/// store of the processor; more are written twice, first into a journal, and a
/// process that takes the lock from a dead owner finishes what the journal
/// holds.
class SharedBytes {
 public:
  /// Initialised from `initial`, of the same size, or with zeros. Throws
  /// mp::Error when `size` is absurd, and std::system_error when there is no
  /// memory to share.
  SharedBytes(std::size_t size, probe::ObjectType type, probe::Place place,
              const void* initial = nullptr);
  explicit SharedBytes(detail::Inbound& in);
  SharedBytes(const SharedBytes&) = delete;
  SharedBytes& operator=(const SharedBytes&) = delete;

  void hand_over(detail::Outbound& out) const;

  std::size_t size() const { return size_; }

  /// The owner of the lock may lock it again; it must unlock it as often.
  void lock(probe::Place place);
  void unlock(probe::Place place);
  /// Called between a load and a store that depends on it. Unless this process
  /// has locked both together, it yields the processor now and then. The kernel
  /// could do that here at any time; this way a program that forgets the guard
  /// fails today, not once in a thousand runs.
  void invite_others();

  /// Loads bytes. `describe()` returns what was loaded as a text, for the
  /// record. Like a store, and like lock(), this happens millions of times, so
  /// it is held and reported only in a controlled run.
  template <typename Describe>
  void load(std::size_t offset, void* to, std::size_t size, probe::Place place, Describe describe) {
    act(
        probe::Kind::get, place, [&](probe::Act&) {}, [&] { copy_out(offset, to, size); },
        [&](probe::Act& act, bool) { act.value = describe(); });
  }

  /// Stores bytes; `describe()` returns what is stored, as a text.
  template <typename Describe>
  void store(std::size_t offset, const void* from, std::size_t size, probe::Place place,
             Describe describe) {
    act(
        probe::Kind::put, place, [&](probe::Act& act) { act.value = describe(); },
        [&] { copy_in(offset, from, size); }, kNothingToAdd);
  }

 private:
  struct Shared;

  void lock_it(probe::Place place);

  /// Does `access` while it has the lock.
  template <typename Prepare, typename Access, typename Describe>
  void act(probe::Kind kind, probe::Place place, Prepare prepare, Access access,
           Describe describe) {
    if (!is_held_before_acts()) [[likely]] {
      take(place);
      access();
      return leave();
    }
    const auto make_act = [&] {
      probe::Act act = act_on(name_, kind, place);
      prepare(act);
      return act;
    };
    const auto attempt = [&]() -> std::optional<bool> {
      if (!try_take()) return std::nullopt;
      access();
      leave();
      return true;
    };
    const auto wait = [&](probe::Deadline) { take(place), leave(); };
    probe::perform(make_act, std::nullopt, attempt, wait, describe);
  }

  static bool is_held_before_acts() {
    const probe::Watcher* seen = probe::watcher();
    return seen && seen->sees_quiet_acts();
  }

  void take(probe::Place place) {
    if (!try_take()) [[unlikely]]
      take_later(place);
  }
  bool try_take();
  void take_later(probe::Place place);
  void leave();
  void finish_store();
  void copy_out(std::size_t offset, void* to, std::size_t size) const;
  void copy_in(std::size_t offset, const void* from, std::size_t size);
  std::byte* bytes() const;
  std::byte* journal() const;

  probe::ObjectRef name_;
  std::size_t size_;
  int times_locked_ = 0;            // by this process
  unsigned unguarded_changes_ = 0;  // by this process
  os::PassableMemory memory_;
  Shared* shared_;
};

}  // namespace mp
