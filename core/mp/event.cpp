#include "core/mp/event.hpp"

#include <atomic>
#include <new>
#include <optional>

#include "core/mp/detail/act_on.hpp"
#include "core/mp/process/handover.hpp"
#include "core/os/memory/passable_memory.hpp"
#include "core/os/sync/doorbell.hpp"

namespace mp {

struct Event::State {
  explicit State(probe::Place place) : name(probe::name_object(probe::ObjectType::event, place)) {}

  explicit State(detail::Inbound& in)
      : name(in.name()), memory(in.memory()), shared(static_cast<Shared*>(memory.data())) {}

  struct Shared {
    std::atomic<bool> is_set{false};
    /// How often it was set: a process that waited goes on even if it has been
    /// cleared since.
    std::atomic<std::uint64_t> times_set{0};
    os::Doorbell happened;
  };

  probe::ObjectRef name;
  os::PassableMemory memory{sizeof(Shared)};
  Shared* shared = new (memory.data()) Shared;
};

Event::Event(probe::Place place) : state_("event", std::make_shared<State>(place)) {}

Event::Event(detail::Inbound& in) : state_("event", std::make_shared<State>(in)) {}

void Event::hand_over(detail::Outbound& out) const {
  out.name(state_->name);
  out.memory(state_->memory);
}

void Event::set(probe::Place place) {
  State& state = *state_;
  const auto attempt = [&] {
    state.shared->is_set = true;
    ++state.shared->times_set;
    state.shared->happened.ring_all();
    return std::optional(true);
  };
  probe::perform([&] { return act_on(state.name, probe::Kind::unlock, place); }, std::nullopt,
                 attempt, [](probe::Deadline) {}, kNothingToAdd);
}

void Event::clear(probe::Place place) {
  State& state = *state_;
  const auto attempt = [&] { return state.shared->is_set = false, std::optional(true); };
  probe::perform([&] { return act_on(state.name, probe::Kind::close, place); }, std::nullopt,
                 attempt, [](probe::Deadline) {}, kNothingToAdd);
}

bool Event::is_set() const {
  return probe::look(
      [&] { return state_->name; }, [&] { return is_set_now(); },
      [&](bool is_set) { return state_->name.to_string() + (is_set ? " is set" : " is not set"); });
}

std::string Event::name() const {
  return state_->name.shown();
}

bool Event::is_set_now() const {
  return state_->shared->is_set;
}

void Event::wait(probe::Place place) {
  wait_until(std::nullopt, place);
}

bool Event::wait_for(Limit limit, probe::Place place) {
  return wait_until(limit.deadline(), place);
}

bool Event::wait_until(probe::Deadline deadline, probe::Place place) {
  State& state = *state_;
  State::Shared& shared = *state.shared;
  std::optional<std::uint64_t> times_before;
  const auto has_happened = [&] { return shared.is_set || shared.times_set != times_before; };
  const auto attempt = [&] {
    if (!times_before) times_before = shared.times_set;
    return has_happened() ? std::optional(true) : std::nullopt;
  };
  const auto sleep = [&](probe::Deadline limit) { shared.happened.wait(has_happened, limit); };
  return probe::perform([&] { return act_on(state.name, probe::Kind::lock, place); }, deadline,
                        attempt, sleep, kNothingToAdd)
      .has_value();
}

}  // namespace mp
