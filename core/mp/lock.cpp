#include "core/mp/lock.hpp"

#include <fmt/core.h>

#include <new>
#include <optional>

#include "core/mp/act_on.hpp"
#include "core/mp/error.hpp"
#include "core/os/memory/shared_memory.hpp"
#include "core/os/sync/owner_lock.hpp"

namespace mp {

struct Lock::State {
  explicit State(probe::Place place) : name(probe::name_object(probe::ObjectType::lock, place)) {}

  probe::ObjectRef name;
  os::SharedMemory memory{sizeof(os::OwnerLock)};
  os::OwnerLock* lock = new (memory.data()) os::OwnerLock;
};

Lock::Lock(probe::Place place) : state_("lock", std::make_shared<State>(place)) {}

void Lock::lock(probe::Place place) {
  lock_until(std::nullopt, place);
}

bool Lock::try_lock(probe::Place place) {
  return lock_until(probe::now(), place);
}

bool Lock::try_lock_for(Limit limit, probe::Place place) {
  return lock_until(limit.deadline(), place);
}

bool Lock::lock_until(probe::Deadline deadline, probe::Place place) {
  State& state = *state_;
  // In a controlled run time stands still, so look at once.
  const bool suspicious = probe::watcher() != nullptr;
  const auto attempt = [&]() -> std::optional<bool> {
    const auto [result, owner] = state.lock->try_lock(suspicious);
    if (result == os::OwnerLock::Result::owner_died) {
      throw OwnerDied(fmt::format("process {} ended while it held {}: what that guards may be half "
                                  "done; it is free now",
                                  owner, state.name.empty() ? "the lock" : state.name.shown()),
                      owner);
    }
    return result == os::OwnerLock::Result::taken ? std::optional(true) : std::nullopt;
  };
  const auto done = probe::perform(
      [&] { return act_on(state.name, probe::Kind::lock, place); }, deadline, attempt,
      [&](probe::Deadline limit) { state.lock->wait(limit); }, kNothingToAdd);
  return done.has_value();
}

void Lock::unlock(probe::Place place) {
  State& state = *state_;
  const auto attempt = [&] {
    if (!state.lock->unlock())
      throw Error("the lock was released too many times: it is not locked");
    return std::optional(true);
  };
  probe::perform([&] { return act_on(state.name, probe::Kind::unlock, place); }, std::nullopt,
                 attempt, [](probe::Deadline) {}, kNothingToAdd);
}

}  // namespace mp
