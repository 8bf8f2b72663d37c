#include <fmt/core.h>
#include <signal.h>
#include <unistd.h>

#include <random>
#include <string>
#include <vector>

#include "core/mp/pool.hpp"
#include "core/os/process/exit_status.hpp"
#include "core/os/process/process.hpp"
#include "tests/mp/tasks.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/nothing_left.hpp"

using namespace std::chrono_literals;
using support::hang;
using support::square;

namespace {

/// Takes long enough for a kill to hit it at times.
int slow_square(int i) {
  const auto until = os::now() + 30us;
  while (os::now() < until) {
  }
  return i * i;
}

}  // namespace

TEST_CASE("K: a task whose worker is killed fails within a second, and the worker is replaced") {
  support::NothingLeft nothing_left;
  mp::Pool pool{2};
  auto pid_of = pool.apply_async([] { return ::getpid(); });
  CHECK(pid_of.get_for(5s) > 0);
  auto future = pool.apply_async([]() -> int { return ::raise(SIGKILL); });
  try {
    future.get_for(1s);
    FAIL("nothing was thrown");
  } catch (const mp::WorkerDied& death) {
    CHECK(death.signal() == SIGKILL);
    CHECK(death.pid() > 0);
    CHECK_THAT(death.what(), ContainsSubstring("was killed by SIGKILL (9) while it ran task 1"));
  }
  CHECK_THROWS_AS(future.get(), mp::WorkerDied);
  CHECK(pool.workers().size() == 2);
  CHECK(pool.map(square, std::vector<int>{1, 2, 3}) == std::vector<int>{1, 4, 9});

  auto exits = pool.apply_async([] { ::_exit(3); });
  CHECK_THROWS_WITH(exits.get_for(1s), ContainsSubstring("exited with 3"));
  CHECK_THROWS_AS(pool.map([](int i) { return i == 5 ? ::raise(SIGSEGV) : i; },
                           std::vector<int>{1, 2, 3, 4, 5, 6}, 1),
                  mp::WorkerDied);
  // A task that kills is no reason to give up, however often it comes.
  for (int i = 0; i < 40; ++i) {
    auto deadly = pool.apply_async([] { ::raise(SIGKILL); });
    CHECK_THROWS_AS(deadly.get_for(1s), mp::WorkerDied);
  }
  CHECK(pool.workers().size() == 2);
}

TEST_CASE("K: workers that die again and again before any task end the pool with an error") {
  support::NothingLeft nothing_left;
  mp::Pool pool{2, mp::Pool::Options{[] { os::exit_now(3); }, {}}};
  std::vector<mp::Future<int>> futures;
  for (int i = 0; i < 5; ++i) futures.push_back(pool.apply_async(square, i));
  for (auto& future : futures)
    CHECK_THROWS_WITH(future.get_for(10s), ContainsSubstring("workers in a row died at once"));
  CHECK_THROWS_WITH(pool.apply_async(square, 1), ContainsSubstring("has given up"));
  CHECK(pool.workers().empty());
  pool.close();
  pool.join();
}

TEST_CASE("K: a worker that dies half-way through a large result harms nobody") {
  support::NothingLeft nothing_left;
  mp::Pool pool{2};
  for (int round = 0; round < 20; ++round) {
    auto large = pool.apply_async([] { return std::pair(::getpid(), std::string(32 << 20, 'x')); });
    auto other = pool.apply_async(square, round);
    // Not collected, the result fills its way back, and waits there half told.
    for (const pid_t pid : pool.workers()) os::send_signal(pid, SIGKILL);
    try {
      const auto result = large.get_for(5s);
      CHECK(result.second.size() == 32 << 20);
    } catch (const mp::WorkerDied&) {
    }
    try {
      const int result = other.get_for(5s);
      CHECK(result == round * round);
    } catch (const mp::WorkerDied&) {
    }
  }
  CHECK(pool.workers().size() == 2);
}

TEST_CASE("K: workers killed at random instants: each task is done once or fails once") {
  support::NothingLeft nothing_left;
  constexpr int kTasks = 10'000;
  mp::Pool pool{4};
  std::mt19937 random(20240607);
  std::vector<mp::Future<int>> futures;
  int called = 0;
  int killed = 0;
  const auto kill_one = [&] {
    const auto pids = pool.workers();
    os::send_signal(pids[random() % pids.size()], SIGKILL);
    ++killed;
  };
  for (int i = 0; i < kTasks; ++i) {
    futures.push_back(pool.apply_async(slow_square, i));
    futures.back().on_result([&](int) { ++called; }).on_error([&](const auto&) { ++called; });
    if (random() % 100 == 0) kill_one();
  }
  int done = 0;
  int died = 0;
  for (int i = 0; i < kTasks; ++i) {
    if (random() % 200 == 0) kill_one();
    try {
      const int result = futures[static_cast<std::size_t>(i)].get_for(5s);
      REQUIRE(result == i * i);
      ++done;
    } catch (const mp::WorkerDied& death) {
      CHECK(death.signal() == SIGKILL);
      ++died;
    }
  }
  INFO(fmt::format("{} kills, {} done, {} died", killed, done, died));
  CHECK(done + died == kTasks);
  CHECK(died <= killed);
  CHECK(called == kTasks);
  CHECK(pool.workers().size() == 4);
  pool.close();
  pool.join();
}

TEST_CASE("K: idle workers killed from outside are replaced, and tasks find the others") {
  support::NothingLeft nothing_left;
  mp::Pool pool{3};
  for (int i = 0; i < 20; ++i) {
    CHECK(pool.apply_async(square, i).get_for(5s) == i * i);
    os::send_signal(pool.workers().front(), SIGKILL);
  }
  auto first = pool.apply_async(hang);
  auto second = pool.apply_async(square, 3);
  CHECK(second.get_for(5s) == 9);
  CHECK(pool.workers().size() == 3);
}
