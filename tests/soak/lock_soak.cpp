#include <sched.h>

#include <array>
#include <atomic>
#include <chrono>
#include <new>
#include <optional>

#include "core/mp/error.hpp"
#include "core/mp/event.hpp"
#include "core/mp/lock.hpp"
#include "core/mp/semaphore.hpp"
#include "core/os/process/process.hpp"
#include "tests/soak/soaks.hpp"
#include "tests/soak/troupe.hpp"

using namespace std::chrono_literals;

namespace soak {
namespace {

constexpr const char* kTakingLock = "taking the lock";

/// The data that a lock guards, and what is known about the deaths of its
/// owners.
struct Guarded {
  std::uint64_t total;                                     // not atomic: the lock is there for that
  std::atomic<std::size_t> holder;                         // its number plus 1; 0: none
  std::array<std::atomic<int>, Troupe::kMost> found_dead;  // by the next in the critical section
  std::array<std::atomic<int>, Troupe::kMost> reported;    // as OwnerDied
};

std::chrono::microseconds random_limit(Random& random) {
  return std::chrono::microseconds(pick(random, 0, 30'000));
}

bool has_ended(pid_t pid) {
  const auto state = os::state_of(pid);
  return !state || state->state == 'Z' || state->state == 'X';
}

/// Lets others try to enter, sometimes for so long that they check whether the
/// owner is alive.
void linger(Random& random) {
  if (chance(random, 1, 8)) ::sched_yield();
  if (!chance(random, 1, 1000)) return;
  const os::Stamp until = os::now() + std::chrono::microseconds(pick(random, 0, 40'000));
  while (os::now() < until) ::sched_yield();
}

class LockRound {
 public:
  explicit LockRound(Round& round)
      : round_(round),
        memory_(sizeof(Guarded)),
        guarded_(*new (memory_.data()) Guarded{}),
        troupe_(round) {}

  void play() {
    const std::uint64_t turns = pick(round_.random, 1000, 8'000);
    const Troupe::Body locker = [this, turns](Actor& actor) {
      for (std::uint64_t done = 0; done < turns;) {
        if (!take(actor)) continue;
        count(actor);
        lock_.unlock();
        actor.did();
        ++done;
      }
    };
    for (auto n = pick(round_.random, 2, 6); n > 0; --n) troupe_.start("locker", locker);
    if (troupe_.play("locker", pick(round_.random, 0, 12))) check();
  }

 private:
  bool take(Actor& actor) {
    actor.begin(kTakingLock);
    try {
      switch (pick(actor.random, 1, 6)) {
        case 1:
          if (lock_.try_lock()) return true;
          ::sched_yield();
          return false;
        case 2:
          return lock_.try_lock_for(random_limit(actor.random));
        default:
          lock_.lock();
          return true;
      }
    } catch (const mp::OwnerDied& died) {
      note_death(died.pid());
      return false;
    }
  }

  /// Adds one to the common count, in the critical section.
  void count(Actor& actor) {
    actor.begin("the critical section");
    if (const std::size_t before = guarded_.holder.exchange(actor.number + 1)) {
      if (!has_ended(troupe_.desk(before - 1).pid))
        round_.problem("locker {} has the lock although locker {} lives and has it", actor.number,
                       before - 1);
      guarded_.found_dead[before - 1] = 1;
    }
    volatile std::uint64_t& total = guarded_.total;
    const std::uint64_t old = total;
    linger(actor.random);
    total = old + 1;
    ++actor.desk.counted;
    guarded_.holder = 0;
    actor.begin("unlock");
  }

  void note_death(pid_t pid) {
    for (std::size_t i = 0; i < Troupe::kMost; ++i) {
      if (troupe_.desk(i).pid != pid) continue;
      if (!has_ended(pid)) round_.problem("locker {} is said to have died, and lives", i);
      if (++guarded_.reported[i] > 1) round_.problem("the death of locker {} was told twice", i);
      return;
    }
    round_.problem("process {} is said to have died, and never was a locker", pid);
  }

  void check() {
    bool is_free = false;
    try {
      is_free = lock_.try_lock_for(5s);
    } catch (const mp::OwnerDied& died) {
      note_death(died.pid());
      is_free = lock_.try_lock();
    }
    if (!is_free) round_.problem("the lock is not free when all have ended");

    std::uint64_t counted = 0, may_be_untold = 0, untold = 0;
    for (std::size_t i = 0; i < troupe_.size(); ++i) {
      counted += troupe_.desk(i).counted;
      if (guarded_.reported[i] != 0 && !troupe_.was_killed(i))
        round_.problem("{} is said to have died, and has ended by itself", troupe_.name_of(i));
      // A process that was about to report a death may have died itself.
      const bool was_taking = troupe_.desk(i).doing == kTakingLock;
      if (troupe_.was_killed(i) && was_taking) ++may_be_untold;
      if (guarded_.found_dead[i] != 0 && guarded_.reported[i] == 0) ++untold;
    }
    if (untold > may_be_untold)
      round_.problem("{} lockers died with the lock, and nobody was told so", untold);
    round_.items += counted;
    for (const auto& told : guarded_.reported) round_.lost += told == 0 ? 0 : 1;
    if (guarded_.total < counted || guarded_.total - counted > round_.kills)
      round_.problem("the lockers have counted to {}, and the counter says {}", counted,
                     guarded_.total);
  }

  Round& round_;
  mp::Lock lock_;
  os::SharedMemory memory_;
  Guarded& guarded_;
  Troupe troupe_;
};

}  // namespace

void soak_lock(Round& round) {
  LockRound(round).play();
}

void soak_semaphore(Round& round) {
  // Permits of killed processes are lost, so fewer processes are killed than
  // there are permits.
  const auto permits = static_cast<std::int64_t>(pick(round.random, 2, 8));
  mp::Semaphore semaphore(permits, permits);
  const os::SharedMemory memory(sizeof(std::atomic<std::int64_t>));
  auto& inside = *new (memory.data()) std::atomic<std::int64_t>(0);
  Troupe troupe(round);
  const std::uint64_t turns = pick(round.random, 1000, 8'000);
  const auto take = [&](Actor& actor) {
    actor.begin("acquire");
    const std::uint64_t way = pick(actor.random, 1, 6);
    if (way == 1) return semaphore.try_acquire();
    if (way == 2) return semaphore.acquire_for(random_limit(actor.random));
    return semaphore.acquire(), true;
  };
  const Troupe::Body guest = [&](Actor& actor) {
    for (std::uint64_t done = 0; done < turns;) {
      if (!take(actor)) continue;
      actor.begin("the room");
      if (const auto guests = ++inside; guests > permits)
        round.problem("{} are in a room for {}", guests, permits);
      linger(actor.random);
      --inside;
      actor.begin("release");
      semaphore.release();
      ++actor.desk.counted;
      actor.did();
      ++done;
    }
  };
  for (auto n = pick(round.random, 2, 8); n > 0; --n) troupe.start("guest", guest);
  if (!troupe.play("guest", pick(round.random, 0, static_cast<std::uint64_t>(permits) - 1))) return;

  for (std::size_t i = 0; i < troupe.size(); ++i) round.items += troupe.desk(i).counted;
  const std::int64_t gone = permits - semaphore.value();
  if (gone < inside || gone > static_cast<std::int64_t>(round.kills))
    round.problem("{} permits of {} are gone, {} were killed, {} of them in the room", gone,
                  permits, round.kills, inside.load());
  else
    round.lost += static_cast<std::uint64_t>(gone);
}

void soak_event(Round& round) {
  mp::Event event;
  const os::SharedMemory memory(sizeof(std::atomic<bool>));
  auto& is_over = *new (memory.data()) std::atomic<bool>(false);
  Troupe troupe(round);
  const std::uint64_t turns = pick(round.random, 1000, 10'000);
  const Troupe::Body setter = [&](Actor& actor) {
    for (std::uint64_t i = 0; i < turns; ++i) {
      actor.begin("set");
      event.set();
      if (chance(actor.random, 1, 4)) ::sched_yield();
      actor.begin("clear");
      event.clear();
      ++actor.desk.counted;
      actor.did();
    }
  };
  const Troupe::Body waiter = [&](Actor& actor) {
    while (!is_over) {
      actor.begin("wait");
      if (chance(actor.random, 1, 4))
        event.wait_for(random_limit(actor.random));
      else
        event.wait();
      actor.did();
    }
  };
  for (auto n = pick(round.random, 1, 3); n > 0; --n) troupe.start("setter", setter);
  for (auto n = pick(round.random, 1, 5); n > 0; --n) troupe.start("waiter", waiter);
  if (!troupe.play("setter", pick(round.random, 0, 8))) return;
  // This wakes all waiting processes, and it stays set.
  is_over = true;
  event.set();
  if (!troupe.play_out()) return;
  for (std::size_t i = 0; i < troupe.size(); ++i) round.items += troupe.desk(i).counted;
}

}  // namespace soak
