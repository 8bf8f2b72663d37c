#include "core/mp/sync/waiters.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <new>
#include <utility>
#include <vector>

#include "core/mp/error.hpp"
#include "core/os/sync/futex.hpp"
#include "core/os/sync/robust_mutex.hpp"

namespace mp {
namespace {

/// Nobody sleeps longer than this without looking.
constexpr std::chrono::milliseconds kNap{50};

}  // namespace

/// A free one has the state 0, whatever else is in it.
struct Waiters::Slot {
  std::atomic<std::uint64_t> who;     // the mark of its process
  std::atomic<std::uint64_t> ticket;  // from 1, by the order of joining
  std::atomic<std::uint64_t> note;
  os::FutexWord state;

  State get() const { return static_cast<State>(state.load()); }
  void set(State to) { state.store(static_cast<std::uint32_t>(to)); }
};

struct Waiters::Shared {
  os::RobustMutex mutex;
  os::ProcessMark::Home home = os::ProcessMark::here();
  std::atomic<std::uint64_t> joined{0};
  std::atomic<std::size_t> used{0};  // the slots from here on have never been used
  // What is being done to all those who wait up to a ticket: one store begins it, so that
  // it happens as a whole although the process that does it may be killed. 0: nothing.
  std::atomic<std::uint64_t> order{0};  // the ticket, and in the lowest two bits the state
  std::atomic<std::uint64_t> note{0};
  std::array<Slot, kMost> slots{};
};

Waiters::Waiters() : memory_(sizeof(Shared)), shared_(new (memory_.data()) Shared) {}

Waiters::Waiters(detail::Inbound& in)
    : memory_(in.memory()), shared_(static_cast<Shared*>(memory_.data())) {}

Waiters::Slot& Waiters::at(Spot spot) const {
  return shared_->slots[spot];
}

Waiters::State Waiters::state_of(Spot spot) const {
  return at(spot).get();
}

std::uint64_t Waiters::note_of(Spot spot) const {
  return at(spot).note;
}

bool Waiters::is_old(Spot spot) const {
  return os::ProcessMark(at(spot).who).is_older_than(kNap);
}

void Waiters::wait(Spot spot, probe::Deadline deadline) const {
  const os::Stamp limit = os::now() + kNap;
  os::futex_wait(at(spot).state, static_cast<std::uint32_t>(State::waiting),
                 deadline ? std::min(*deadline, limit) : limit);
}

Waiters::Turn::Turn(Waiters& list) : list_(list) {
  if (list_.shared_->mutex.lock() == os::RobustMutex::Taken::from_the_dead) carry_out();
}

Waiters::Turn::~Turn() {
  list_.shared_->mutex.unlock();
}

Waiters::Spot Waiters::Turn::join() {
  Shared& shared = *list_.shared_;
  const auto is_free = [&](Spot spot) { return list_.at(spot).get() == State::free; };
  Spot spot = 0;
  while (spot < shared.used && !is_free(spot)) ++spot;
  if (spot == kMost) {
    const auto has_ended = [&](const Slot& slot) {
      return os::ProcessMark(slot.who).has_ended(shared.home);
    };
    const auto dead = std::find_if(shared.slots.begin(), shared.slots.end(), has_ended);
    if (dead == shared.slots.end())
      throw Error(fmt::format("{} processes and threads wait here already: no more can", kMost));
    spot = static_cast<Spot>(dead - shared.slots.begin());
    dead->set(State::free);
  }
  Slot& slot = list_.at(spot);
  slot.who = os::ProcessMark::ours(shared.home).word();
  slot.ticket = ++shared.joined;
  slot.note = 0;
  if (spot == shared.used) ++shared.used;
  slot.set(State::waiting);
  return spot;
}

Waiters::State Waiters::Turn::leave(Spot spot) {
  const State state = list_.at(spot).get();
  list_.at(spot).set(State::free);
  return state;
}

std::size_t Waiters::Turn::waiting() const {
  std::size_t count = 0;
  for (Spot spot = 0; spot < list_.shared_->used; ++spot)
    count += list_.at(spot).get() == State::waiting ? 1 : 0;
  return count;
}

std::optional<pid_t> Waiters::Turn::dead() const {
  for (Spot spot = 0; spot < list_.shared_->used; ++spot) {
    const os::ProcessMark who(list_.at(spot).who);
    if (list_.at(spot).get() == State::waiting && who.has_ended(list_.shared_->home))
      return who.pid();
  }
  return std::nullopt;
}

std::size_t Waiters::Turn::settle(std::size_t most, State how, std::uint64_t note) {
  Shared& shared = *list_.shared_;
  std::vector<std::pair<std::uint64_t, Spot>> in_order;
  for (Spot spot = 0; spot < shared.used; ++spot) {
    if (list_.at(spot).get() == State::waiting) in_order.emplace_back(list_.at(spot).ticket, spot);
  }
  std::sort(in_order.begin(), in_order.end());
  std::size_t count = 0;
  std::uint64_t last = 0;
  for (const auto& [ticket, spot] : in_order) {
    if (count == most) break;
    if (os::ProcessMark(list_.at(spot).who).has_ended(shared.home)) {
      list_.at(spot).set(State::free);
      continue;
    }
    last = ticket;
    ++count;
  }
  if (count == 0) return 0;
  shared.note = note;
  shared.order = last << 2 | static_cast<std::uint64_t>(how);
  carry_out();
  return count;
}

/// Does what `order` says, as far as it is not done.
void Waiters::Turn::carry_out() {
  Shared& shared = *list_.shared_;
  const std::uint64_t order = shared.order;
  if (order == 0) return;
  for (Spot spot = 0; spot < shared.used; ++spot) {
    Slot& slot = list_.at(spot);
    if (slot.get() != State::waiting || slot.ticket > order >> 2) continue;
    slot.note = shared.note.load();
    slot.set(static_cast<State>(order & 3));
    os::futex_wake(slot.state, 1);
  }
  shared.order = 0;
}

void Waiters::Turn::pass_on() {
  Shared& shared = *list_.shared_;
  for (Spot spot = 0; spot < shared.used; ++spot) {
    Slot& dead = list_.at(spot);
    if (dead.get() != State::let_go) continue;
    if (!os::ProcessMark(dead.who).has_ended(shared.home)) continue;
    // Whoever joined after that was granted waits for another one.
    const std::uint64_t granted_at = dead.note;
    bool has_heir = false;
    for (Spot other = 0; other < shared.used; ++other) {
      const Slot& slot = list_.at(other);
      has_heir |= slot.get() == State::waiting && slot.ticket <= granted_at;
    }
    // First given, then taken away: killed in between, it is given twice rather than never.
    if (has_heir) settle(1, State::let_go, granted_at);
    dead.set(State::free);
  }
}

std::uint64_t Waiters::Turn::joined() const {
  return list_.shared_->joined;
}

}  // namespace mp
