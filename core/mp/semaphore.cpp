#include "core/mp/semaphore.hpp"

#include <fmt/core.h>

#include <atomic>
#include <new>
#include <optional>

#include "core/mp/act_on.hpp"
#include "core/mp/error.hpp"
#include "core/os/sync/doorbell.hpp"

namespace mp {

struct Semaphore::Shared {
  std::atomic<std::int64_t> permits;
  os::Doorbell released{};
};

Semaphore::Semaphore(std::int64_t initial, std::int64_t max)
    : name_(probe::name_object(probe::ObjectType::semaphore)),
      max_(max),
      memory_(sizeof(Shared)),
      shared_(new (memory_.data()) Shared{initial}) {
  if (initial < 0)
    throw Error(fmt::format("a semaphore cannot start with {} permits: give 0 or more", initial));
  if (initial > max)
    throw Error(fmt::format("a semaphore of at most {} cannot start with {}", max, initial));
}

void Semaphore::acquire(probe::Place place) {
  acquire_until(std::nullopt, place);
}

bool Semaphore::try_acquire(probe::Place place) {
  return acquire_until(probe::now(), place);
}

bool Semaphore::acquire_for(Limit limit, probe::Place place) {
  return acquire_until(limit.deadline(), place);
}

bool Semaphore::acquire_until(probe::Deadline deadline, probe::Place place) {
  const auto attempt = [&] { return try_take() ? std::optional(true) : std::nullopt; };
  const auto wait = [&](probe::Deadline limit) {
    shared_->released.wait([&] { return shared_->permits.load() > 0; }, limit);
  };
  return probe::perform([&] { return act_on(name_, probe::Kind::lock, place); }, deadline, attempt,
                        wait, kNothingToAdd)
      .has_value();
}

bool Semaphore::try_take() {
  std::int64_t permits = shared_->permits.load();
  do {
    if (permits == 0) return false;
  } while (!shared_->permits.compare_exchange_weak(permits, permits - 1));
  // One release wakes one process; that one sees to the next.
  if (permits > 1) shared_->released.ring();
  return true;
}

void Semaphore::release(probe::Place place) {
  const auto attempt = [&] {
    std::int64_t permits = shared_->permits.load();
    do {
      if (permits >= max_)
        throw Error(
            fmt::format("the semaphore was released too many times: it has all {} permits", max_));
    } while (!shared_->permits.compare_exchange_weak(permits, permits + 1));
    shared_->released.ring();
    return std::optional(true);
  };
  probe::perform([&] { return act_on(name_, probe::Kind::unlock, place); }, std::nullopt, attempt,
                 [](probe::Deadline) {}, kNothingToAdd);
}

std::int64_t Semaphore::value() const {
  const std::int64_t value = shared_->permits.load();
  probe::learned([&] { return fmt::format("{} in {}", value, name_); });
  return value;
}

}  // namespace mp
