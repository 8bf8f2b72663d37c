#include "core/mp/condition.hpp"

#include <deque>
#include <mutex>
#include <thread>

#include "core/mp/error.hpp"
#include "core/mp/event.hpp"
#include "core/mp/process.hpp"
#include "core/mp/say.hpp"
#include "tests/mp/children.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/laws.hpp"

using namespace std::chrono_literals;
using support::seconds_of;

namespace {

/// Children that wait at a condition, one after another, and what became of them.
struct Waiting {
  explicit Waiting(int count) {
    for (int i = 0; i < count; ++i) {
      children.push_back(support::child_that([this, i] {
        const std::lock_guard guard(condition);
        ++facts->came;
        condition.wait();
        facts->order[static_cast<std::size_t>(facts->woken++)] = i;
      }));
      // Who has come and does not hold the lock waits.
      const bool waits = support::eventually([&] {
        const std::lock_guard guard(condition);
        return facts->came == i + 1;
      });
      CHECK(waits);
    }
  }

  void notify(std::size_t count) {
    const std::lock_guard guard(condition);
    condition.notify(count);
  }
  bool have_woken(int count) {
    return support::eventually([&] { return facts->woken == count; });
  }

  struct Facts {
    std::atomic<int> came, woken;
    std::array<std::atomic<int>, 8> order;
  };
  mp::Condition condition;
  support::Shared<Facts> facts;
  std::vector<pid_t> children;
};

}  // namespace

TEST_CASE("a condition is for who holds its lock") {
  mp::Condition own;
  CHECK_THROWS_WITH(own.wait(), ContainsSubstring("lock it first"));
  CHECK_THROWS_WITH(own.notify(), ContainsSubstring("lock it first"));
  mp::Lock lock;
  mp::Condition condition{lock};
  CHECK_THROWS_AS(condition.wait_for(0s), mp::Error);
  lock.lock();
  CHECK_FALSE(condition.try_lock());
  CHECK_NOTHROW(condition.notify_all());
  CHECK_FALSE(condition.wait_for(0s));
  condition.unlock();
  CHECK(lock.try_lock());
}

TEST_CASE("who waits at a condition gives up after the limit, and has the lock again") {
  support::NothingLeft nothing_left;
  mp::Condition condition;
  condition.lock();
  condition.lock();
  CHECK(seconds_of([&] { CHECK_FALSE(condition.wait_for(0s)); }) < 0.1);
  CHECK(seconds_of([&] { CHECK_FALSE(condition.wait_for(-1s)); }) < 0.1);
  const double waited = seconds_of([&] { CHECK_FALSE(condition.wait_for(200ms)); });
  CHECK(waited >= 0.2);
  CHECK(waited < 0.5);
  const double tried =
      seconds_of([&] { CHECK_FALSE(condition.wait_for(200ms, [] { return false; })); });
  CHECK(tried >= 0.2);
  CHECK(tried < 0.5);
  CHECK(condition.wait_for(0s, [] { return true; }));
  const auto is_taken = [&] { support::require(!condition.try_lock()); };
  CHECK(support::ends_well(support::child_that(is_taken)));
  condition.unlock();
  CHECK(support::ends_well(support::child_that(is_taken)));
  condition.unlock();
}

TEST_CASE("who came first is notified first, and only as many as it was said") {
  support::NothingLeft nothing_left;
  Waiting waiting(5);
  waiting.notify(1);
  REQUIRE(waiting.have_woken(1));
  waiting.notify(2);
  REQUIRE(waiting.have_woken(3));
  waiting.notify(100);
  REQUIRE(waiting.have_woken(5));
  CHECK(waiting.facts->order[0] == 0);
  CHECK(support::end_well(waiting.children));
  // Nobody waits: a notification is not kept.
  waiting.notify(3);
  const std::lock_guard guard(waiting.condition);
  CHECK_FALSE(waiting.condition.wait_for(10ms));
}

TEST_CASE("a notification meant for one that was killed while it waited goes to the next") {
  support::NothingLeft nothing_left;
  Waiting waiting(3);
  support::kill_now(waiting.children[0]);
  waiting.notify(1);
  REQUIRE(waiting.have_woken(1));
  CHECK(waiting.facts->order[0] == 1);
  waiting.notify(1);
  REQUIRE(waiting.have_woken(2));
  CHECK(support::end_well({waiting.children[1], waiting.children[2]}));
}

TEST_CASE(
    "one that is killed after it was notified, before it has the lock, leaves that to the next") {
  support::NothingLeft nothing_left;
  Waiting waiting(2);
  {
    const std::lock_guard guard(waiting.condition);
    waiting.condition.notify();
    support::kill_now(waiting.children[0]);
  }
  REQUIRE(waiting.have_woken(1));
  CHECK(waiting.facts->order[0] == 1);
  CHECK(support::ends_well(waiting.children[1]));
  // It is given to those who waited then, and to none that comes later.
  const std::lock_guard guard(waiting.condition);
  CHECK_FALSE(waiting.condition.wait_for(100ms));
}

TEST_CASE("who wakes up where the lock's owner was killed is told so, and has the lock") {
  support::NothingLeft nothing_left;
  mp::Condition condition;
  support::Shared<std::atomic<int>> told;
  support::Shared<std::atomic<bool>> waits;
  const pid_t waiter = support::child_that([&] {
    const std::lock_guard guard(condition);
    *waits = true;
    try {
      condition.wait();
    } catch (const mp::OwnerDied&) {
      ++*told;
    }
  });
  REQUIRE(support::eventually([&] {
    const std::lock_guard guard(condition);
    return waits->load();
  }));
  const pid_t owner = support::child_that([&] {
    condition.lock();
    condition.notify();
    ::raise(SIGKILL);
  });
  CHECK(support::ends_well(waiter));
  CHECK(*told == 1);
  CHECK(condition.try_lock());
  condition.unlock();
  os::await_end(owner);
  os::try_reap(owner);
}

TEST_CASE("threads wait at a condition, and two conditions share one lock") {
  support::NothingLeft nothing_left;
  mp::Lock lock;
  mp::Condition not_full{lock};
  mp::Condition not_empty{lock};
  std::deque<int> items;
  std::thread producer([&] {
    for (int i = 0; i < 500; ++i) {
      const std::lock_guard guard(lock);
      not_full.wait([&] { return items.size() < 3; });
      items.push_back(i);
      not_empty.notify_one();
    }
  });
  int sum = 0;
  for (int i = 0; i < 500; ++i) {
    const std::lock_guard guard(lock);
    not_empty.wait([&] { return !items.empty(); });
    CHECK(items.front() == i);
    sum += items.front();
    items.pop_front();
    not_full.notify_one();
  }
  producer.join();
  CHECK(sum == 499 * 500 / 2);
}

TEST_CASE("a process killed at any instant at a condition leaves the others working") {
  support::NothingLeft nothing_left;
  std::mt19937 random(5);
  struct Facts {
    std::atomic<long> items, taken, acts;
    std::atomic<bool> stop;
  };
  for (int round = 0; round < 30; ++round) {
    mp::Condition condition;
    support::Shared<Facts> facts;
    const auto with_lock = [&](const std::function<void()>& act) {
      try {
        condition.lock();
      } catch (const mp::OwnerDied&) {
        return;
      }
      try {
        act();
      } catch (const mp::OwnerDied&) {
      }
      ++facts->acts;
      condition.unlock();
    };
    std::vector<pid_t> children;
    for (int i = 0; i < 4; ++i) {
      children.push_back(support::child_that([&, i] {
        while (!facts->stop) {
          if (i % 2 == 0) {
            with_lock([&] { ++facts->items, condition.notify(); });
          } else {
            with_lock([&] {
              condition.wait([&] { return facts->items > 0 || facts->stop; });
              --facts->items;
              ++facts->taken;
            });
          }
        }
      }));
    }
    CHECK(support::random_progress(facts->acts, random, 500));
    const std::size_t victim = random() % 4;
    support::kill_now(children[victim]);
    const long before = facts->taken;
    CHECK(support::eventually([&] { return facts->taken > before + 20; }, 3));
    facts->stop = true;
    with_lock([&] { condition.notify_all(); });
    with_lock([&] { condition.notify_all(); });
    children.erase(children.begin() + static_cast<std::ptrdiff_t>(victim));
    CHECK(support::end_well(children));
  }
}

TEST_CASE("a wait at a condition is four acts: it unlocks, waits, is notified, and locks") {
  support::NothingLeft nothing_left;
  const auto body = [] {
    mp::Condition condition;
    mp::Event there;
    mp::Process child{[&] {
      const std::lock_guard guard(condition);
      there.set();
      condition.wait();
      mp::say("notified");
    }};
    child.start();
    there.wait();
    condition.lock();
    condition.notify_all();
    condition.unlock();
    child.join();
  };
  support::Follower follower;
  for (const auto& run : {support::run_free(body), support::run_held(body, follower)}) {
    CHECK(support::broken_laws(run.timeline) == std::vector<std::string>{});
    CHECK(run.timeline.end.status == "ok");
    std::string acts;
    for (const auto& event : run.timeline.events) {
      const auto& act = event.act;
      const bool is_other = act.object.empty() || act.object.type == probe::ObjectType::event;
      if (event.name != "child-1" || is_other) continue;
      acts += std::string(probe::name_of(act.kind)) + ' ' + act.object.to_string();
      acts += act.value.empty() ? ", " : " for " + act.value + ", ";
    }
    // It may have been notified before it could look, or have waited for the lock.
    std::string without_blocks;
    for (std::size_t at = 0; at < acts.size();) {
      const auto end = acts.find(", ", at) + 2;
      if (acts.compare(at, 6, "block ") != 0) without_blocks += acts.substr(at, end - at);
      at = end;
    }
    CHECK(without_blocks ==
          "lock rlock-1, unlock rlock-1 for condition-1, lock condition-1, "
          "lock rlock-1, unlock rlock-1, ");
    bool notified = false;
    for (const auto& event : support::of_kind(run.timeline, probe::Kind::unlock))
      notified |= event.act.object.to_string() == "condition-1" && event.act.value == "1";
    CHECK(notified);
  }
}
