#include "core/mp/barrier.hpp"

#include <fmt/core.h>

#include <atomic>
#include <new>
#include <optional>
#include <string>
#include <utility>

#include "core/mp/detail/act_on.hpp"
#include "core/mp/error.hpp"
#include "core/mp/sync/waiters.hpp"

namespace mp {
namespace {

/// Why it is broken, in one word of shared memory; 0: it is not.
enum class Why : std::uint64_t { not_at_all, aborted, was_reset, gave_up, action_failed, died };

constexpr std::uint64_t word_of(Why why, pid_t pid = 0) {
  return static_cast<std::uint64_t>(why) | static_cast<std::uint64_t>(pid) << 8;
}

std::string reason_of(std::uint64_t word) {
  switch (static_cast<Why>(word & 0xFF)) {
    case Why::gave_up:
      return "one of the parties has waited for too long";
    case Why::action_failed:
      return "its action failed";
    case Why::was_reset:
      return "it was reset while this one waited";
    case Why::died:
      return fmt::format("process {} ended while it waited", word >> 8);
    default:
      return "abort() was called";
  }
}

}  // namespace

struct Barrier::State {
  State(std::size_t count, std::function<void()> what, probe::Place place)
      : name(probe::name_object(probe::ObjectType::barrier, place)),
        parties(count),
        action(std::move(what)) {}

  explicit State(detail::Inbound& in)
      : name(in.name()), parties(in.value<std::size_t>()), memory(in.memory()), waiters(in) {}

  [[noreturn]] void refuse(std::uint64_t word) const {
    throw BrokenBarrier(fmt::format("{} is broken: {}; call reset() when all know it",
                                    name.empty() ? "the barrier" : name.shown(), reason_of(word)));
  }

  /// First the mark: who waits still when this process is killed in between sees that.
  void break_it(Waiters::Turn& turn, std::uint64_t word) const {
    broken() = word;
    turn.settle(Waiters::kAll, Waiters::State::called_off, word);
  }
  /// Why; 0: it is whole, as zeroed memory says.
  std::atomic<std::uint64_t>& broken() const {
    return *static_cast<std::atomic<std::uint64_t>*>(memory.data());
  }
  /// Breaks it if one that waits has died.
  void look_for_dead(Waiters::Turn& turn) const {
    if (broken() != 0) return;
    if (const auto dead = turn.dead()) break_it(turn, word_of(Why::died, *dead));
  }

  probe::ObjectRef name;
  std::size_t parties;
  std::function<void()> action;
  os::PassableMemory memory{sizeof(std::atomic<std::uint64_t>)};
  Waiters waiters;
};

/// One that waits. It leaves when this ends, whatever it has come to.
struct Barrier::Arrival {
  Arrival(State& of, Waiters::Spot at, std::size_t as)
      : state(&of), spot(at), number(as), is_last(as + 1 == of.parties) {}
  Arrival(Arrival&& other) noexcept
      : state(std::exchange(other.state, nullptr)),
        spot(other.spot),
        number(other.number),
        is_last(other.is_last) {}
  Arrival& operator=(Arrival&&) = delete;
  ~Arrival() {
    if (state) Waiters::Turn(state->waiters).leave(spot);
  }

  State* state;
  Waiters::Spot spot;
  std::size_t number;  // from 0
  bool is_last;
};

Barrier::Barrier(std::size_t parties, probe::Place place) : Barrier(parties, {}, place) {}

Barrier::Barrier(std::size_t parties, std::function<void()> action, probe::Place place)
    : state_("barrier", std::make_shared<State>(parties, std::move(action), place)) {
  if (parties == 0 || parties > Waiters::kMost)
    throw Error(fmt::format("a barrier for {} parties is impossible: give 1 to {}", parties,
                            Waiters::kMost));
}

Barrier::Barrier(detail::Inbound& in) : state_("barrier", std::make_shared<State>(in)) {}

void Barrier::hand_over(detail::Outbound& out) const {
  if (state_->action)
    throw Error("cannot spawn this: a barrier with an action is handed to forks only");
  out.name(state_->name);
  out.value(state_->parties);
  out.memory(state_->memory);
  state_->waiters.hand_over(out);
}

std::size_t Barrier::wait(probe::Place place) {
  return wait_until(std::nullopt, place);
}

std::size_t Barrier::wait_for(Limit limit, probe::Place place) {
  return wait_until(limit.deadline(), place);
}

std::size_t Barrier::wait_until(probe::Deadline deadline, probe::Place place) {
  const Arrival arrival = arrive(deadline, place);
  if (arrival.is_last) run_action(place);
  if (!pass(arrival, deadline, place)) state_->refuse(word_of(Why::gave_up));
  return arrival.number;
}

/// Waits as long as the round before is not over.
Barrier::Arrival Barrier::arrive(probe::Deadline deadline, probe::Place place) {
  State& state = *state_;
  // One that gives up here has not arrived, and breaks nothing.
  const auto attempt = [&]() -> std::optional<Arrival> {
    Waiters::Turn turn(state.waiters);
    state.look_for_dead(turn);
    if (state.broken() != 0) state.refuse(state.broken());
    const std::size_t waiting = turn.waiting();
    if (waiting >= state.parties) return std::nullopt;
    return Arrival(state, turn.join(), waiting);
  };
  constexpr std::chrono::milliseconds kNap{1};
  auto arrival =
      probe::perform([&] { return act_on(state.name, probe::Kind::unlock, place); }, deadline,
                     attempt, [&](probe::Deadline) { os::sleep_until(os::now() + kNap); },
                     [&](probe::Act& act, const Arrival& it) {
                       act.value = fmt::format("{}/{}", it.number + 1, state.parties);
                     });
  if (!arrival) state.refuse(word_of(Why::gave_up));
  return std::move(*arrival);
}

void Barrier::run_action(probe::Place place) {
  State& state = *state_;
  if (!state.action) return;
  try {
    state.action();
  } catch (...) {
    const auto attempt = [&] {
      Waiters::Turn turn(state.waiters);
      state.break_it(turn, word_of(Why::action_failed));
      return std::optional(true);
    };
    probe::perform([&] { return act_on(state.name, probe::Kind::close, place); }, std::nullopt,
                   attempt, [](probe::Deadline) {}, kNothingToAdd);
    throw;
  }
}

/// False: the time is up, and the barrier is broken.
bool Barrier::pass(const Arrival& arrival, probe::Deadline deadline, probe::Place place) {
  State& state = *state_;
  Waiters& waiters = state.waiters;
  // In a controlled run time stands still, so look at once.
  const bool suspicious = probe::watcher() != nullptr;
  const auto attempt = [&]() -> std::optional<bool> {
    if (arrival.is_last || suspicious || waiters.is_old(arrival.spot)) {
      Waiters::Turn turn(waiters);
      state.look_for_dead(turn);
      if (arrival.is_last && waiters.state_of(arrival.spot) == Waiters::State::waiting &&
          state.broken() == 0)
        turn.settle(Waiters::kAll, Waiters::State::let_go);
    }
    const Waiters::State now = waiters.state_of(arrival.spot);
    if (now == Waiters::State::let_go) return true;
    if (now == Waiters::State::called_off) state.refuse(waiters.note_of(arrival.spot));
    if (const std::uint64_t word = state.broken(); word != 0) state.refuse(word);
    return std::nullopt;
  };
  const auto wait = [&](probe::Deadline limit) { waiters.wait(arrival.spot, limit); };
  const auto passed =
      probe::complete(probe::watcher(), act_on(state.name, probe::Kind::lock, place), deadline,
                      attempt, wait, kNothingToAdd);
  if (passed) return true;
  const auto break_it = [&] {
    Waiters::Turn turn(waiters);
    const bool was_let_go = waiters.state_of(arrival.spot) == Waiters::State::let_go;
    if (!was_let_go && state.broken() == 0) state.break_it(turn, word_of(Why::gave_up));
    return std::optional(was_let_go);
  };
  return *probe::perform([&] { return act_on(state.name, probe::Kind::close, place); },
                         std::nullopt, break_it, [](probe::Deadline) {},
                         [](probe::Act& act, bool was_let_go) {
                           if (was_let_go) act.kind = probe::Kind::lock;
                         });
}

void Barrier::reset(probe::Place place) {
  State& state = *state_;
  const auto make_act = [&] {
    probe::Act act = act_on(state.name, probe::Kind::close, place);
    act.value = "reset";
    return act;
  };
  const auto attempt = [&] {
    Waiters::Turn turn(state.waiters);
    turn.settle(Waiters::kAll, Waiters::State::called_off, word_of(Why::was_reset));
    state.broken() = 0;
    return std::optional(true);
  };
  probe::perform(
      make_act, std::nullopt, attempt, [](probe::Deadline) {}, kNothingToAdd);
}

void Barrier::abort(probe::Place place) {
  State& state = *state_;
  const auto attempt = [&] {
    Waiters::Turn turn(state.waiters);
    state.break_it(turn, word_of(Why::aborted));
    return std::optional(true);
  };
  probe::perform([&] { return act_on(state.name, probe::Kind::close, place); }, std::nullopt,
                 attempt, [](probe::Deadline) {}, kNothingToAdd);
}

std::size_t Barrier::parties() const {
  return state_->parties;
}

std::size_t Barrier::waiting() const {
  return probe::look([&] { return state_->name; },
                     [&] { return Waiters::Turn(state_->waiters).waiting(); },
                     [&](std::size_t waiting) {
                       return fmt::format("{} at {}", waiting, state_->name.to_string());
                     });
}

bool Barrier::is_broken() const {
  const auto see = [&] {
    Waiters::Turn turn(state_->waiters);
    state_->look_for_dead(turn);
    return state_->broken() != 0;
  };
  return probe::look([&] { return state_->name; }, see,
                     [&](bool is_broken) {
                       return fmt::format("{} {}", state_->name.to_string(),
                                          is_broken ? "is broken" : "is whole");
                     });
}

}  // namespace mp
