#include "core/mp/semaphore.hpp"

#include "core/mp/error.hpp"
#include "core/mp/fork.hpp"
#include "tests/mp/children.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/laws.hpp"

using namespace std::chrono_literals;
using support::seconds_of;

TEST_CASE("L04: a semaphore counts its permits down and up") {
  mp::Semaphore semaphore(2);
  CHECK(semaphore.value() == 2);
  semaphore.acquire();
  CHECK(semaphore.try_acquire());
  CHECK(semaphore.value() == 0);
  CHECK(seconds_of([&] { CHECK_FALSE(semaphore.try_acquire()); }) < 0.1);
  CHECK(seconds_of([&] { CHECK_FALSE(semaphore.acquire_for(-1s)); }) < 0.1);
  const double waited = seconds_of([&] { CHECK_FALSE(semaphore.acquire_for(200ms)); });
  CHECK(waited >= 0.2);
  CHECK(waited < 0.5);
  semaphore.release();
  semaphore.release();
  CHECK(semaphore.value() == 2);
  semaphore.release();
  semaphore.release();
  CHECK(semaphore.value() == 4);
}

TEST_CASE("L04: a bounded semaphore refuses more permits than it may have") {
  mp::Semaphore semaphore(2, 2);
  CHECK_THROWS_WITH(semaphore.release(), ContainsSubstring("released too many times"));
  CHECK(semaphore.value() == 2);
  semaphore.acquire();
  semaphore.release();
  CHECK_THROWS_AS(semaphore.release(), mp::Error);
}

TEST_CASE("L04: a semaphore starts with none or more, and with no more than it may have") {
  CHECK(mp::Semaphore(0).value() == 0);
  CHECK_THROWS_AS(mp::Semaphore(-1), mp::Error);
  CHECK_THROWS_AS(mp::Semaphore(3, 2), mp::Error);
}

TEST_CASE("each permit lets one waiting process go on, and a killed one holds up nobody") {
  support::NothingLeft nothing_left;
  mp::Semaphore semaphore(0);
  support::Shared<std::atomic<long>> through;
  std::vector<pid_t> children;
  for (int i = 0; i < 5; ++i) {
    children.push_back(support::child_that([&] {
      semaphore.acquire();
      ++*through;
    }));
  }
  const auto all_asleep = [&] {
    for (const pid_t child : children)
      if (os::state_of(child)->state != 'S') return false;
    return true;
  };
  REQUIRE(support::eventually(all_asleep));
  support::kill_now(children.back());
  children.pop_back();
  for (int i = 0; i < 4; ++i) semaphore.release();
  CHECK(support::eventually([&] { return *through == 4; }, 1));
  CHECK(support::end_well(children));
  CHECK(semaphore.value() == 0);
}

TEST_CASE("a permit goes from one process to the other, on a stage, too") {
  support::NothingLeft nothing_left;
  const auto run = support::run_free([] {
    mp::Semaphore semaphore(0);
    const pid_t child = mp::fork();
    if (child == 0) return semaphore.acquire();
    semaphore.release();
    mp::wait_for(child);
  });
  CHECK(support::broken_laws(run.timeline) == std::vector<std::string>{});
  const auto locks = support::of_kind(run.timeline, probe::Kind::lock);
  REQUIRE(locks.size() == 1);
  CHECK(locks[0].act.object.to_string() == "semaphore-1");
}
