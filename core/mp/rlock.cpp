#include "core/mp/rlock.hpp"

#include "core/mp/sync/owned_lock.hpp"

namespace mp {

RLock::RLock(probe::Place place)
    : Lockable("rlock", std::make_shared<OwnedLock>(OwnedLock::Nesting::allowed, place)) {}

RLock::RLock(detail::Inbound& in)
    : Lockable("rlock", std::make_shared<OwnedLock>(OwnedLock::Nesting::allowed, in)) {}

void RLock::hand_over(detail::Outbound& out) const {
  owned().hand_over(out);
}

}  // namespace mp
