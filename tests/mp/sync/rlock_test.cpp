#include "core/mp/rlock.hpp"

#include <mutex>
#include <thread>

#include "core/mp/error.hpp"
#include "core/mp/fork.hpp"
#include "core/mp/lock.hpp"
#include "tests/mp/children.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/laws.hpp"

using namespace std::chrono_literals;
using support::seconds_of;

TEST_CASE("an rlock is locked again by its owner at once, and is free when unlocked as often") {
  support::NothingLeft nothing_left;
  mp::RLock lock;
  const auto is_free_for_others = [&] {
    return support::ends_well(support::child_that([&] { support::require(lock.try_lock()); }));
  };
  for (int i = 0; i < 3; ++i) CHECK(seconds_of([&] { lock.lock(); }) < 0.1);
  CHECK(lock.try_lock());
  CHECK(lock.try_lock_for(0s));
  for (int i = 0; i < 4; ++i) lock.unlock();
  CHECK_FALSE(is_free_for_others());
  lock.unlock();
  CHECK_THROWS_WITH(lock.unlock(), ContainsSubstring("not held by this thread"));
  // The child ended with it.
  const auto is_told = [&] {
    try {
      lock.lock();
      return false;
    } catch (const mp::OwnerDied&) {
      return true;
    }
  };
  CHECK(is_free_for_others());
  CHECK(is_told());
  CHECK(lock.try_lock());
}

TEST_CASE("an rlock is refused at once or after the limit, to processes and to threads") {
  support::NothingLeft nothing_left;
  mp::RLock lock;
  const std::lock_guard guard(lock);
  const auto tries_in_vain = [&] {
    support::require(seconds_of([&] { support::require(!lock.try_lock()); }) < 0.1);
    support::require(seconds_of([&] { support::require(!lock.try_lock_for(-1s)); }) < 0.1);
    const double waited = seconds_of([&] { support::require(!lock.try_lock_for(200ms)); });
    support::require(waited >= 0.2 && waited < 0.5);
    bool refused = false;
    try {
      lock.unlock();
    } catch (const mp::Error&) {
      refused = true;
    }
    support::require(refused);
  };
  CHECK(support::ends_well(support::child_that(tries_in_vain)));
  std::exception_ptr wrong;
  std::thread([&] {
    try {
      tries_in_vain();
    } catch (...) {
      wrong = std::current_exception();
    }
  }).join();
  CHECK(wrong == nullptr);
  CHECK(lock.try_lock());
  lock.unlock();
}

TEST_CASE("who waits for an rlock, a process or a thread, gets it with the last unlock") {
  support::NothingLeft nothing_left;
  mp::RLock lock;
  support::Shared<std::atomic<int>> got;
  lock.lock();
  lock.lock();
  const auto take = [&] {
    const std::lock_guard guard(lock);
    ++*got;
  };
  const pid_t child = support::child_that(take);
  std::thread thread(take);
  REQUIRE(support::eventually([&] { return os::state_of(child)->state == 'S'; }));
  lock.unlock();
  CHECK(*got == 0);
  lock.unlock();
  thread.join();
  CHECK(support::ends_well(child));
  CHECK(*got == 2);
}

TEST_CASE("of many who wait for a dead owner's rlock one is told, and all go on") {
  support::NothingLeft nothing_left;
  mp::RLock lock;
  support::Shared<std::atomic<long>> told, took;
  support::Shared<std::atomic<bool>> locked;
  const pid_t owner = support::child_that([&] {
    for (int i = 0; i < 3; ++i) lock.lock();
    *locked = true;
    for (;;) ::pause();
  });
  REQUIRE(support::eventually([&] { return locked->load(); }));
  std::vector<pid_t> waiters;
  for (int i = 0; i < 6; ++i) {
    waiters.push_back(support::child_that([&] {
      try {
        lock.lock();
      } catch (const mp::OwnerDied&) {
        ++*told;
        lock.lock();
      }
      lock.lock();
      ++*took;
      lock.unlock();
      lock.unlock();
    }));
  }
  support::kill_now(owner);
  CHECK(support::eventually([&] { return *took == 6; }, 2));
  CHECK(*told == 1);
  CHECK(support::end_well(waiters));
}

TEST_CASE("a process killed at any instant at an rlock leaves the others working") {
  support::NothingLeft nothing_left;
  std::mt19937 random(20);
  struct Facts {
    std::atomic<long> turns;
    std::atomic<pid_t> inside;
    std::atomic<bool> stop, together;
  };
  for (int round = 0; round < 20; ++round) {
    mp::RLock lock;
    support::Shared<Facts> facts;
    std::vector<pid_t> children;
    for (int i = 0; i < 3; ++i) {
      children.push_back(support::child_that([&] {
        while (!facts->stop) {
          try {
            lock.lock();
          } catch (const mp::OwnerDied&) {
            continue;
          }
          lock.lock();
          const pid_t before = facts->inside.exchange(::getpid());
          if (before != 0 && os::state_of(before) && !os::state_of(before)->has_ended())
            facts->together = true;
          lock.unlock();
          facts->inside = 0;
          ++facts->turns;
          lock.unlock();
        }
      }));
    }
    CHECK(support::random_progress(facts->turns, random, 1000));
    const std::size_t victim = random() % 3;
    support::kill_now(children[victim]);
    const long before = facts->turns;
    CHECK(support::eventually([&] { return facts->turns > before + 100; }, 2));
    facts->stop = true;
    children.erase(children.begin() + static_cast<std::ptrdiff_t>(victim));
    CHECK(support::end_well(children));
    CHECK_FALSE(facts->together);
  }
}

TEST_CASE("each lock and unlock of an rlock is an event, and who waits for it knows the owner") {
  support::NothingLeft nothing_left;
  const auto body = [] {
    mp::RLock lock;
    lock.lock();
    lock.lock();
    const pid_t child = mp::fork();
    if (child == 0) {
      const std::lock_guard guard(lock);
      return;
    }
    lock.unlock();
    lock.unlock();
    mp::wait_for(child);
  };
  support::Follower follower;
  std::vector<std::string> held_by;
  follower.choose = [&](const choice::Point& point, std::size_t) {
    choice::Answer answer{choice::Answer::What::act, point.proposed};
    for (std::size_t i = 0; i < point.roles.size(); ++i) {
      const choice::Role& role = point.roles[i];
      if (role.standing == choice::Standing::blocked && role.next.object.to_string() == "rlock-1")
        held_by.push_back(std::to_string(role.held_by.size()));
      if (role.standing == choice::Standing::ready && role.name != "parent") answer.who = i;
    }
    return answer;
  };
  for (const auto& run : {support::run_free(body), support::run_held(body, follower)}) {
    CHECK(support::broken_laws(run.timeline) == std::vector<std::string>{});
    const auto locks = support::of_kind(run.timeline, probe::Kind::lock);
    REQUIRE(locks.size() == 3);
    CHECK(locks[2].name == "child-1");
    CHECK(locks[2].act.object.to_string() == "rlock-1");
    CHECK(support::of_kind(run.timeline, probe::Kind::unlock).size() == 3);
  }
  // It waits until the second unlock; the first one lets it try again.
  CHECK(held_by == std::vector<std::string>{"2", "1"});
}
