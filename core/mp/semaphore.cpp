#include "core/mp/semaphore.hpp"

#include <fmt/core.h>

#include <atomic>
#include <new>
#include <optional>

#include "core/mp/detail/act_on.hpp"
#include "core/mp/error.hpp"
#include "core/mp/process/handover.hpp"
#include "core/os/memory/passable_memory.hpp"
#include "core/os/sync/doorbell.hpp"

namespace mp {

struct Semaphore::State {
  explicit State(probe::Place place)
      : name(probe::name_object(probe::ObjectType::semaphore, place)) {}

  explicit State(detail::Inbound& in)
      : name(in.name()),
        max(in.value<std::int64_t>()),
        memory(in.memory()),
        shared(static_cast<Shared*>(memory.data())) {}

  struct Shared {
    std::atomic<std::int64_t> permits{0};
    os::Doorbell released;
  };

  probe::ObjectRef name;
  std::int64_t max = 0;
  os::PassableMemory memory{sizeof(Shared)};
  Shared* shared = new (memory.data()) Shared;
};

Semaphore::Semaphore(std::int64_t initial, std::int64_t max, probe::Place place)
    : state_("semaphore", std::make_shared<State>(place)) {
  if (initial < 0)
    throw Error(fmt::format("a semaphore cannot start with {} permits: give 0 or more", initial));
  if (initial > max)
    throw Error(fmt::format("a semaphore of at most {} cannot start with {}", max, initial));
  state_->max = max;
  state_->shared->permits = initial;
}

Semaphore::Semaphore(detail::Inbound& in) : state_("semaphore", std::make_shared<State>(in)) {}

void Semaphore::hand_over(detail::Outbound& out) const {
  out.name(state_->name);
  out.value(state_->max);
  out.memory(state_->memory);
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
  State& state = *state_;
  const auto attempt = [&] { return try_take() ? std::optional(true) : std::nullopt; };
  const auto wait = [&](probe::Deadline limit) {
    state.shared->released.wait([&] { return state.shared->permits.load() > 0; }, limit);
  };
  return probe::perform([&] { return act_on(state.name, probe::Kind::lock, place); }, deadline,
                        attempt, wait, kNothingToAdd)
      .has_value();
}

bool Semaphore::try_take() {
  State::Shared& shared = *state_->shared;
  std::int64_t permits = shared.permits;
  do {
    if (permits == 0) return false;
  } while (!shared.permits.compare_exchange_weak(permits, permits - 1));
  // One release wakes one process, which wakes the next.
  if (permits > 1) shared.released.ring();
  return true;
}

void Semaphore::release(probe::Place place) {
  State& state = *state_;
  const auto attempt = [&] {
    State::Shared& shared = *state.shared;
    std::int64_t permits = shared.permits;
    do {
      if (permits >= state.max)
        throw Error(fmt::format("the semaphore was released too many times: it has all {} permits",
                                state.max));
    } while (!shared.permits.compare_exchange_weak(permits, permits + 1));
    shared.released.ring();
    return std::optional(true);
  };
  probe::perform([&] { return act_on(state.name, probe::Kind::unlock, place); }, std::nullopt,
                 attempt, [](probe::Deadline) {}, kNothingToAdd);
}

std::int64_t Semaphore::value() const {
  return probe::look(
      [&] { return state_->name; },
      [&]() -> std::int64_t { return state_->shared->permits.load(); },
      [&](std::int64_t value) { return fmt::format("{} in {}", value, state_->name.to_string()); });
}

}  // namespace mp
