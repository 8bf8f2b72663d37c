#include "core/mp/lock.hpp"

#include <fmt/core.h>

#include <new>
#include <optional>

#include "core/mp/act_on.hpp"
#include "core/mp/error.hpp"

namespace mp {

Lock::Lock(probe::Place place)
    : name_(probe::name_object(probe::ObjectType::lock, place)),
      memory_(sizeof(os::OwnerLock)),
      lock_(new (memory_.data()) os::OwnerLock) {}

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
  // On a stage that holds its processes, time stands still: look at once.
  const bool suspicious = probe::watcher() != nullptr;
  const auto attempt = [&]() -> std::optional<bool> {
    const auto [result, owner] = lock_->try_lock(suspicious);
    if (result == os::OwnerLock::Result::owner_died) {
      throw OwnerDied(fmt::format("process {} ended while it held {}: what that guards may be half "
                                  "done; it is free now",
                                  owner, name_.empty() ? "the lock" : name_.shown()),
                      owner);
    }
    return result == os::OwnerLock::Result::taken ? std::optional(true) : std::nullopt;
  };
  const auto done =
      probe::perform([&] { return act_on(name_, probe::Kind::lock, place); }, deadline, attempt,
                     [&](probe::Deadline limit) { lock_->wait(limit); }, kNothingToAdd);
  return done.has_value();
}

void Lock::unlock(probe::Place place) {
  const auto attempt = [&] {
    if (!lock_->unlock()) throw Error("the lock was released too many times: nobody has it");
    return std::optional(true);
  };
  probe::perform([&] { return act_on(name_, probe::Kind::unlock, place); }, std::nullopt, attempt,
                 [](probe::Deadline) {}, kNothingToAdd);
}

}  // namespace mp
