#include "core/mp/barrier.hpp"
#include "core/mp/condition.hpp"
#include "core/mp/connection.hpp"
#include "core/mp/event.hpp"
#include "core/mp/lock.hpp"
#include "core/mp/pool.hpp"
#include "core/mp/process.hpp"
#include "core/mp/queue.hpp"
#include "core/mp/rlock.hpp"
#include "core/mp/say.hpp"
#include "core/mp/sleep.hpp"
#include "core/mp/value.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/laws.hpp"

// A free run in which all processes wait for each other ends by itself.

using Lines = std::vector<std::string>;
using namespace std::chrono_literals;

namespace {

/// The reason why such a run ended, which must not have been its time limit.
std::string reason_of(const std::function<void()>& body) {
  const auto run = support::run_free(body);
  CHECK(support::broken_laws(run.timeline) == Lines{});
  CHECK(run.timeline.end.status == "deadlock");
  return run.timeline.end.reason;
}

}  // namespace

TEST_CASE("two processes that hold each other's lock are seen to stand still") {
  support::NothingLeft nothing_left;
  const std::string reason = reason_of([] {
    mp::Lock a;
    mp::Lock b;
    mp::Event ann_is_there;
    mp::Event ben_is_there;
    mp::Process ann{[&] {
      a.lock();
      ann_is_there.set();
      ben_is_there.wait();
      b.lock();
    }};
    mp::Process ben{[&] {
      b.lock();
      ben_is_there.set();
      ann_is_there.wait();
      a.lock();
    }};
    ann.name("ann").start();
    ben.name("ben").start();
    ann.join();
    ben.join();
  });
  CHECK_THAT(reason, ContainsSubstring("waits for lock-1"));
  CHECK_THAT(reason, ContainsSubstring("held by ann"));
  CHECK_THAT(reason, ContainsSubstring("held by ben"));
}

TEST_CASE("who waits for what will never come is seen to stand still") {
  support::NothingLeft nothing_left;
  CHECK_THAT(reason_of([] { mp::Queue<int>().get(); }), ContainsSubstring("waits for queue-1"));
  CHECK_THAT(reason_of([] {
               auto [left, right] = mp::pipe<int>();
               right.recv();
             }),
             ContainsSubstring("waits for pipe-1"));
  CHECK_THAT(reason_of([] { mp::Event().wait(); }), ContainsSubstring("waits for event-1"));
  CHECK_THAT(reason_of([] {
               mp::Condition condition;
               condition.lock();
               condition.wait();
             }),
             ContainsSubstring("waits for a notification at condition-1"));
  CHECK_THAT(reason_of([] { mp::Barrier{2}.wait(); }),
             ContainsSubstring("waits for the others at barrier-1"));
  CHECK_THAT(reason_of([] {
               mp::RLock lock;
               lock.lock();
               lock.lock();
               mp::Process child{[&] { lock.lock(); }};
               child.start();
               child.join();
             }),
             ContainsSubstring("waits for rlock-1") && ContainsSubstring("held by parent"));
  CHECK_THAT(reason_of([] {
               mp::Value<int> value{0};
               const auto guard = value.lock();
               mp::Process child{[&] { value.set(1); }};
               child.start();
               child.join();
             }),
             ContainsSubstring("waits for value-1"));
}

TEST_CASE("a process that waits for a limited time, sleeps or works is no standstill") {
  support::NothingLeft nothing_left;
  const auto run = support::run_free([] {
    mp::Queue<int> queue;
    mp::Process sleeper{[&] {
      mp::sleep_for(600ms);
      queue.put(1);
    }};
    sleeper.start();
    queue.get();
    queue.get_for(600ms);
    mp::Process worker{[&] {
      const auto end = os::now() + 600ms;
      while (os::now() < end) {
      }
      queue.put(2);
    }};
    worker.start();
    mp::say("got {}", queue.get());
  });
  CHECK(run.timeline.end.status == "ok");
  CHECK(support::printed(run.timeline) == Lines{"parent: got 2"});
}

TEST_CASE("a pool between two tasks is not taken for one that stands still") {
  support::NothingLeft nothing_left;
  const auto run = support::run_free([] {
    mp::Pool pool{4};
    for (int round = 0; round < 200; ++round) {
      pool.apply([] { return 1; });
    }
    mp::sleep_for(500ms);
    pool.apply([] {
      const auto end = os::now() + 500ms;
      while (os::now() < end) {
      }
      return 1;
    });
    pool.close();
    pool.join();
  });
  CHECK(run.timeline.end.status == "ok");
}
