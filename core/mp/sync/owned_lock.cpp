#include "core/mp/sync/owned_lock.hpp"

#include <fmt/core.h>

#include <atomic>
#include <cstdint>
#include <new>
#include <optional>

#include "core/mp/detail/act_on.hpp"
#include "core/mp/error.hpp"
#include "core/os/sync/owner_lock.hpp"

namespace mp {
namespace {

/// Stands for this thread and, after a fork, for its copy, but for no other, before or after.
std::uint64_t this_thread() {
  static std::atomic<std::uint64_t> made{0};
  thread_local const std::uint64_t number =
      static_cast<std::uint64_t>(os::now().count()) << 8 | (++made & 0xFF);
  return number;
}

constexpr probe::ObjectType type_of(OwnedLock::Nesting nesting) {
  return nesting == OwnedLock::Nesting::allowed ? probe::ObjectType::rlock
                                                : probe::ObjectType::lock;
}

}  // namespace

struct OwnedLock::Shared {
  os::OwnerLock lock;
  // Where it nests: which thread of the owner has it, and how often. Only that one changes
  // them; they say nothing unless the lock is its process's.
  std::atomic<std::uint64_t> thread{0};
  std::atomic<int> depth{0};
};

OwnedLock::OwnedLock(Nesting nesting, probe::Place place)
    : nesting_(nesting),
      name_(probe::name_object(type_of(nesting), place)),
      memory_(sizeof(Shared)),
      shared_(new (memory_.data()) Shared) {}

OwnedLock::OwnedLock(Nesting nesting, detail::Inbound& in)
    : nesting_(nesting),
      name_(in.name()),
      memory_(in.memory()),
      shared_(static_cast<Shared*>(memory_.data())) {}

void OwnedLock::hand_over(detail::Outbound& out) const {
  out.name(name_);
  out.memory(memory_);
}

bool OwnedLock::is_this_threads() const {
  return shared_->lock.is_ours() && shared_->thread == this_thread();
}

bool OwnedLock::is_ours() const {
  return nests() ? is_this_threads() : shared_->lock.is_ours();
}

int OwnedLock::depth() const {
  return nests() ? shared_->depth.load() : 1;
}

bool OwnedLock::lock_until(probe::Deadline deadline, probe::Place place) {
  // In a controlled run time stands still, so look at once.
  const bool suspicious = probe::watcher() != nullptr;
  const auto attempt = [&]() -> std::optional<bool> {
    if (nests() && is_this_threads()) return ++shared_->depth, true;
    const auto [result, owner] = shared_->lock.try_lock(suspicious);
    if (result == os::OwnerLock::Result::owner_died) {
      throw OwnerDied(fmt::format("process {} ended while it held {}: what that guards may be half "
                                  "done; it is free now",
                                  owner, name_.empty() ? "the lock" : name_.shown()),
                      owner);
    }
    if (result != os::OwnerLock::Result::taken) return std::nullopt;
    if (nests()) {
      shared_->depth = 1;
      shared_->thread = this_thread();
    }
    return true;
  };
  return probe::perform([&] { return act_on(name_, probe::Kind::lock, place); }, deadline, attempt,
                        [&](probe::Deadline limit) { shared_->lock.wait(limit); }, kNothingToAdd)
      .has_value();
}

void OwnedLock::unlock(probe::Place place) {
  unlock({}, {}, place);
}

void OwnedLock::unlock_to_wait(const std::string& awaited, const std::function<void()>& join,
                               probe::Place place) {
  for (int left = depth(); left > 1; --left) unlock({}, {}, place);
  unlock(awaited, join, place);
}

/// False: it was not locked.
bool OwnedLock::leave() {
  if (nests()) {
    if (--shared_->depth > 0) return true;
    shared_->thread = 0;
  }
  return shared_->lock.unlock();
}

void OwnedLock::unlock(const std::string& awaited, const std::function<void()>& join,
                       probe::Place place) {
  const auto make_act = [&] {
    probe::Act act = act_on(name_, probe::Kind::unlock, place);
    act.value = awaited;
    return act;
  };
  const auto attempt = [&] {
    if (nests() && !is_this_threads())
      throw Error("the lock is not held by this thread: only who has locked an RLock unlocks it");
    if (join) join();
    if (!leave()) throw Error("the lock was released too many times: it is not locked");
    return std::optional(true);
  };
  probe::perform(
      make_act, std::nullopt, attempt, [](probe::Deadline) {}, kNothingToAdd);
}

}  // namespace mp
