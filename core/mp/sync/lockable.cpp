#include "core/mp/sync/lockable.hpp"

#include "core/mp/sync/owned_lock.hpp"

namespace mp {

void Lockable::lock(probe::Place place) {
  lock_->lock_until(std::nullopt, place);
}

bool Lockable::try_lock(probe::Place place) {
  return lock_->lock_until(probe::now(), place);
}

bool Lockable::try_lock_for(Limit limit, probe::Place place) {
  return lock_->lock_until(limit.deadline(), place);
}

void Lockable::unlock(probe::Place place) {
  lock_->unlock(place);
}

}  // namespace mp
