#include "core/mp/lock.hpp"

#include <mutex>

#include "core/mp/error.hpp"
#include "core/mp/fork.hpp"
#include "tests/mp/children.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/laws.hpp"

using namespace std::chrono_literals;
using support::seconds_of;

TEST_CASE("L01: a lock is taken once, refused at once or after the limit, and freed once") {
  mp::Lock lock;
  lock.acquire();
  CHECK(seconds_of([&] { CHECK_FALSE(lock.try_acquire()); }) < 0.1);
  const double waited = seconds_of([&] { CHECK_FALSE(lock.acquire_for(200ms)); });
  CHECK(waited >= 0.2);
  CHECK(waited < 0.5);
  CHECK(seconds_of([&] { CHECK_FALSE(lock.acquire_for(-1s)); }) < 0.1);
  CHECK(seconds_of([&] { CHECK_FALSE(lock.acquire_for(0s)); }) < 0.1);
  lock.release();
  CHECK_THROWS_AS(lock.release(), mp::Error);
  CHECK_THROWS_WITH(lock.release(), ContainsSubstring("released too many times"));
  CHECK(lock.try_acquire());
}

TEST_CASE("L03: another process may release the lock, and a waiter gets it then") {
  support::NothingLeft nothing_left;
  mp::Lock lock;
  lock.lock();
  const pid_t child = support::child_that([&] { lock.unlock(); });
  CHECK(lock.try_lock_for(5s));
  CHECK(support::ends_well(child));
}

TEST_CASE("the guards of the standard library drive a lock") {
  support::NothingLeft nothing_left;
  mp::Lock lock;
  support::Shared<long> sum;
  std::vector<pid_t> children;
  for (int i = 0; i < 4; ++i) {
    children.push_back(support::child_that([&] {
      for (int n = 0; n < 20'000; ++n) {
        const std::lock_guard guard(lock);
        *sum = *sum + 1;
      }
    }));
  }
  CHECK(support::end_well(children));
  CHECK(*sum == 80'000);
  std::unique_lock waiting(lock, std::defer_lock);
  CHECK(waiting.try_lock());
  waiting.unlock();
  CHECK(waiting.try_lock_for(10ms));
  waiting.unlock();
  CHECK(waiting.try_lock_until(std::chrono::steady_clock::now() + 10ms));
}

TEST_CASE("who asks for a lock whose owner was killed is told so once, and then it is free") {
  support::NothingLeft nothing_left;
  mp::Lock lock;
  const pid_t owner = support::child_that([&] {
    lock.lock();
    ::raise(SIGKILL);
  });
  // Not reaped: a zombie is as dead.
  os::await_end(owner);
  try {
    const double waited = seconds_of([&] { lock.lock(); });
    FAIL("the lock was given after " << waited << " s");
  } catch (const mp::OwnerDied& error) {
    CHECK(error.pid() == owner);
    CHECK_THAT(error.what(), ContainsSubstring(std::to_string(owner)));
  }
  CHECK(lock.try_lock());
  lock.unlock();
  os::try_reap(owner);
}

TEST_CASE("a dead owner is found by those who only try, too, even when it is reaped") {
  support::NothingLeft nothing_left;
  mp::Lock lock;
  REQUIRE(support::ends_well(support::child_that([&] { lock.lock(); })));
  const auto finds_out = [&] {
    try {
      return lock.try_lock_for(1ms) && false;
    } catch (const mp::OwnerDied&) {
      return true;
    }
  };
  CHECK(support::eventually(finds_out, 1));
  CHECK(lock.try_lock());
}

TEST_CASE("of many who wait for a dead owner's lock one is told, and all go on") {
  support::NothingLeft nothing_left;
  mp::Lock lock;
  support::Shared<std::atomic<long>> told, took;
  support::Shared<std::atomic<bool>> locked;
  const pid_t owner = support::child_that([&] {
    lock.lock();
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
      ++*took;
      lock.unlock();
    }));
  }
  support::kill_now(owner);
  CHECK(support::eventually([&] { return *took == 6; }, 1));
  CHECK(*told == 1);
  CHECK(support::end_well(waiters));
}

TEST_CASE("a process killed at any instant at a lock leaves the others working") {
  support::NothingLeft nothing_left;
  std::mt19937 random(2);
  struct Facts {
    std::atomic<long> turns, inside;
    std::atomic<bool> stop, together;
  };
  for (int round = 0; round < 30; ++round) {
    mp::Lock lock;
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
          if (facts->inside.exchange(::getpid()) != 0 && !facts->stop) facts->together = true;
          facts->inside = 0;
          ++facts->turns;
          lock.unlock();
        }
      }));
    }
    CHECK(support::random_progress(facts->turns, random, 2000));
    const std::size_t victim = random() % 3;
    const pid_t killed = children[victim];
    support::kill_now(killed);
    // It may have died inside.
    const bool died_inside = facts->inside == killed;
    const bool fine_before = !facts->together || died_inside;
    const long before = facts->turns;
    CHECK(fine_before);
    CHECK(support::eventually([&] { return facts->turns > before + 100; }, 1));
    facts->stop = true;
    children.erase(children.begin() + static_cast<std::ptrdiff_t>(victim));
    CHECK(support::end_well(children));
  }
}

TEST_CASE("lock and unlock are events with the object, a wait is a block, and a death is told") {
  support::NothingLeft nothing_left;
  const auto body = [] {
    mp::Lock lock;
    const pid_t child = mp::fork();
    if (child == 0) {
      const std::lock_guard guard(lock);
      ::raise(SIGKILL);
    }
    mp::wait_for(child);
    CHECK_THROWS_AS(lock.lock(), mp::OwnerDied);
    lock.lock();
    const pid_t next = mp::fork();
    if (next == 0) return lock.lock();
    lock.unlock();
    mp::wait_for(next);
  };
  const auto check = [](const support::Staged& run) {
    CHECK(support::broken_laws(run.timeline) == std::vector<std::string>{});
    CHECK(support::of_kind(run.timeline, probe::Kind::lock).size() == 3);
    const auto unlocks = support::of_kind(run.timeline, probe::Kind::unlock);
    REQUIRE(unlocks.size() == 1);
    CHECK(unlocks[0].act.object.to_string() == "lock-1");
  };
  check(support::run_free(body));
  // Held, with the children going first wherever they can.
  support::Follower follower;
  follower.choose = [](const choice::Point& point, std::size_t) {
    choice::Answer answer{choice::Answer::What::act, point.proposed};
    for (std::size_t i = 0; i < point.roles.size(); ++i) {
      const bool ready = point.roles[i].standing == choice::Standing::ready;
      if (ready && point.roles[i].name != "parent") answer.who = i;
    }
    return answer;
  };
  const auto held = support::run_held(body, follower);
  check(held);
  const auto blocks = support::of_kind(held.timeline, probe::Kind::block);
  REQUIRE(blocks.size() == 1);
  CHECK(blocks[0].name == "child-2");
  CHECK(blocks[0].act.object.to_string() == "lock-1");
}
