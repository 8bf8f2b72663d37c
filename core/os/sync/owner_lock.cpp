#include "core/os/sync/owner_lock.hpp"

namespace os {

OwnerLock::OwnerLock() : home_(ProcessMark::here()) {}

OwnerLock::Try OwnerLock::try_lock(bool suspicious) {
  std::uint64_t seen = 0;
  if (state_.compare_exchange_strong(seen, ProcessMark::ours(home_).word()))
    return {Result::taken, 0};
  const ProcessMark owner(seen);
  if (!suspicious && !owner.is_older_than(kTrust)) return {Result::busy, owner.pid()};
  if (!owner.has_ended(home_)) return {Result::busy, owner.pid()};
  // Of all processes that find the owner dead, one frees the lock and reports
  // it.
  if (!state_.compare_exchange_strong(seen, 0)) return {Result::busy, owner.pid()};
  freed_.ring();
  return {Result::owner_died, owner.pid()};
}

void OwnerLock::wait(std::optional<Stamp> deadline) {
  freed_.wait([&] { return state_.load() == 0; }, deadline, kTrust);
}

bool OwnerLock::is_ours() const {
  return ProcessMark(state_).is_ours(home_);
}

bool OwnerLock::unlock() {
  if (state_.exchange(0) == 0) return false;
  freed_.ring();
  return true;
}

}  // namespace os
