#include "core/mp/lock.hpp"

#include "core/mp/sync/owned_lock.hpp"

namespace mp {

Lock::Lock(probe::Place place)
    : Lockable("lock", std::make_shared<OwnedLock>(OwnedLock::Nesting::forbidden, place)) {}

Lock::Lock(detail::Inbound& in)
    : Lockable("lock", std::make_shared<OwnedLock>(OwnedLock::Nesting::forbidden, in)) {}

void Lock::hand_over(detail::Outbound& out) const {
  owned().hand_over(out);
}

}  // namespace mp
