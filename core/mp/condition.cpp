#include "core/mp/condition.hpp"

#include <fmt/core.h>

#include <exception>
#include <optional>
#include <string>

#include "core/mp/detail/act_on.hpp"
#include "core/mp/error.hpp"
#include "core/mp/sync/owned_lock.hpp"
#include "core/mp/sync/waiters.hpp"

namespace mp {

struct Condition::State {
  explicit State(probe::Place place)
      : name(probe::name_object(probe::ObjectType::condition, place)) {}

  explicit State(detail::Inbound& in) : name(in.name()), waiters(in) {}

  probe::ObjectRef name;
  Waiters waiters;
};

namespace {

std::shared_ptr<OwnedLock> lock_from(detail::Inbound& in) {
  const auto nesting = in.value<OwnedLock::Nesting>();
  return std::make_shared<OwnedLock>(nesting, in);
}

}  // namespace

Condition::Condition(probe::Place place)
    : Lockable("condition", std::make_shared<OwnedLock>(OwnedLock::Nesting::allowed, place)),
      state_("condition", std::make_shared<State>(place)) {}

Condition::Condition(const Lockable& lock, probe::Place place)
    : Lockable("condition", lock.lock_.pointer()),
      state_("condition", std::make_shared<State>(place)) {}

Condition::Condition(const Lock& lock, probe::Place place)
    : Condition(static_cast<const Lockable&>(lock), place) {}

Condition::Condition(const RLock& lock, probe::Place place)
    : Condition(static_cast<const Lockable&>(lock), place) {}

Condition::Condition(detail::Inbound& in)
    : Lockable("condition", lock_from(in)), state_("condition", std::make_shared<State>(in)) {}

void Condition::hand_over(detail::Outbound& out) const {
  out.value(owned().nesting());
  owned().hand_over(out);
  out.name(state_->name);
  state_->waiters.hand_over(out);
}

void Condition::require_lock(const char* what) const {
  if (!owned().is_ours())
    throw Error(
        fmt::format("cannot {} at a condition whose lock is not held: lock it first", what));
}

void Condition::wait(probe::Place place) {
  wait_until(std::nullopt, place);
}

bool Condition::wait_for(Limit limit, probe::Place place) {
  return wait_until(limit.deadline(), place);
}

bool Condition::wait_until(probe::Deadline deadline, probe::Place place) {
  State& state = *state_;
  Waiters& waiters = state.waiters;
  require_lock("wait");
  const int depth = owned().depth();
  std::optional<Waiters::Spot> spot;
  owned().unlock_to_wait(
      state.name.to_string(), [&] { spot = Waiters::Turn(waiters).join(); }, place);

  // In a controlled run time stands still, so look at once.
  const bool suspicious = probe::watcher() != nullptr;
  const auto attempt = [&]() -> std::optional<bool> {
    if (waiters.state_of(*spot) == Waiters::State::waiting && (suspicious || waiters.is_old(*spot)))
      Waiters::Turn(waiters).pass_on();
    return waiters.state_of(*spot) == Waiters::State::let_go ? std::optional(true) : std::nullopt;
  };
  std::exception_ptr failure;
  try {
    const auto notified = probe::complete(
        probe::watcher(), act_on(state.name, probe::Kind::lock, place), deadline, attempt,
        [&](probe::Deadline limit) { waiters.wait(*spot, limit); }, kNothingToAdd);
    // It does not wait any more; but it may have been notified in the last moment.
    Waiters::Turn turn(waiters);
    if (!notified && waiters.state_of(*spot) == Waiters::State::waiting) {
      turn.leave(*spot);
      spot.reset();
    }
  } catch (...) {
    failure = std::current_exception();
  }
  const bool notified = spot.has_value();
  for (int locked = 0; locked < depth;) {
    try {
      owned().lock_until(std::nullopt, place);
      ++locked;
    } catch (const OwnerDied&) {
      failure = std::current_exception();
    }
  }
  // Only now: if this process were killed before, the notification would go to another one.
  if (spot) Waiters::Turn(waiters).leave(*spot);
  if (failure) std::rethrow_exception(failure);
  return notified;
}

void Condition::notify(std::size_t count, probe::Place place) {
  State& state = *state_;
  require_lock("notify");
  const auto attempt = [&] {
    Waiters::Turn turn(state.waiters);
    turn.pass_on();
    return std::optional(turn.settle(count, Waiters::State::let_go, turn.joined()));
  };
  probe::perform([&] { return act_on(state.name, probe::Kind::unlock, place); }, std::nullopt,
                 attempt, [](probe::Deadline) {},
                 [](probe::Act& act, std::size_t woken) { act.value = std::to_string(woken); });
}

void Condition::notify_all(probe::Place place) {
  notify(Waiters::kAll, place);
}

}  // namespace mp
