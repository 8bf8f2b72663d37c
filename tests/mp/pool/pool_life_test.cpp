#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <optional>
#include <set>
#include <vector>

#include "core/mp/pool.hpp"
#include "core/os/memory/shared_memory.hpp"
#include "core/os/process/process.hpp"
#include "tests/mp/tasks.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/nothing_left.hpp"

using namespace std::chrono_literals;
using support::hang;
using support::kLimit;
using support::square;

namespace {

int g_of_worker = 0;

}  // namespace

TEST_CASE("K11: a pool says what it will not do, and repeats are harmless") {
  support::NothingLeft nothing_left;
  mp::Pool pool{2};
  CHECK_THROWS_WITH(pool.join(), ContainsSubstring("Pool is still running"));
  auto future = pool.apply_async(square, 3);
  pool.close();
  pool.close();
  CHECK_THROWS_WITH(pool.apply_async(square, 1), ContainsSubstring("Pool not running"));
  CHECK_THROWS_AS(pool.apply(square, 1), mp::Closed);
  CHECK_THROWS_AS(pool.map(square, std::vector<int>{1}), mp::Closed);
  const std::vector<int> one{1};
  const std::vector<std::tuple<int>> one_tuple{{1}};
  CHECK_THROWS_AS(pool.map_async(square, one), mp::Closed);
  CHECK_THROWS_AS(pool.starmap(square, one_tuple), mp::Closed);
  CHECK_THROWS_AS(pool.starmap_async(square, one_tuple), mp::Closed);
  CHECK_THROWS_AS(pool.imap(square, one), mp::Closed);
  CHECK_THROWS_AS(pool.imap_unordered(square, one), mp::Closed);
  pool.join();
  pool.join();
  CHECK(future.get() == 9);
  CHECK(pool.workers().empty());
  pool.terminate();
  pool.terminate();
  pool.join();
}

TEST_CASE("K12: a pool with thousands of long tasks is terminated within a second") {
  support::NothingLeft nothing_left;
  mp::Pool pool{3};
  std::vector<mp::Future<void>> futures;
  for (int i = 0; i < 10'000; ++i) futures.push_back(pool.apply_async(hang));
  const auto from = os::now();
  pool.terminate();
  pool.join();
  CHECK(os::now() - from < 1s);
  CHECK_FALSE(os::has_children());
  CHECK_THROWS_WITH(futures.back().get(), ContainsSubstring("the pool was terminated"));
}

TEST_CASE("K12: a worker that ignores SIGTERM is killed all the same") {
  support::NothingLeft nothing_left;
  const os::SharedMemory memory(sizeof(std::atomic<int>));
  auto& deaf = *static_cast<std::atomic<int>*>(memory.data());
  mp::Pool pool{2, mp::Pool::Options{[&] {
                                       ::signal(SIGTERM, SIG_IGN);
                                       ++deaf;
                                     },
                                     {}}};
  REQUIRE(support::eventually([&] { return deaf == 2; }));
  const auto from = os::now();
  pool.terminate();
  CHECK(os::now() - from < 1s);
}

TEST_CASE("K14: a worker that has done its tasks is replaced at once, not some time later") {
  support::NothingLeft nothing_left;
  mp::Pool pool{1, {.max_tasks_per_worker = 1}};
  const std::vector<int> items(300, 1);
  // A wait of 50 ms for each would be 15 seconds.
  auto results = pool.map_async([](int i) { return i; }, items, 1);
  CHECK(results.get_for(10s) == items);
}

TEST_CASE("K14: workers that have done their tasks are replaced") {
  support::NothingLeft nothing_left;
  mp::Pool pool{3, mp::Pool::Options{{}, 10}};
  std::set<pid_t> pids;
  std::vector<mp::Future<std::pair<int, pid_t>>> futures;
  for (int i = 0; i < 100; ++i) {
    futures.push_back(pool.apply_async([](int n) { return std::pair(square(n), ::getpid()); }, i));
  }
  for (int i = 0; i < 100; ++i) {
    const auto [result, pid] = futures[static_cast<std::size_t>(i)].get_for(kLimit);
    CHECK(result == i * i);
    pids.insert(pid);
  }
  CHECK(pids.size() >= 10);
  CHECK(pool.workers().size() == 3);
  pool.close();
  pool.join();
}

TEST_CASE("K14: a pool of workers with one task each is closed early, and does all") {
  support::NothingLeft nothing_left;
  mp::Pool pool{3, mp::Pool::Options{{}, 1}};
  std::vector<mp::Future<int>> futures;
  for (int i = 0; i < 12; ++i) futures.push_back(pool.apply_async(square, i));
  pool.close();
  pool.join();
  for (int i = 0; i < 12; ++i) CHECK(futures[static_cast<std::size_t>(i)].get() == i * i);
  CHECK_THROWS_WITH((mp::Pool{2, mp::Pool::Options{{}, 0}}), ContainsSubstring("not 0"));
  CHECK_THROWS_WITH((mp::Pool{2, mp::Pool::Options{{}, -1}}), ContainsSubstring("not -1"));
}

TEST_CASE("K16: the initializer has run in every worker") {
  support::NothingLeft nothing_left;
  mp::Pool pool{3, mp::Pool::Options{[] { g_of_worker = 42; }, {}}};
  const auto seen = pool.map([](int) { return g_of_worker; }, std::vector<int>(100), 1);
  CHECK(seen == std::vector<int>(100, 42));
  CHECK(g_of_worker == 0);
}

TEST_CASE("K22: a pool that nobody closes takes its workers with it") {
  support::NothingLeft nothing_left;
  const pid_t program = os::fork();
  if (program == 0) {
    mp::Pool pool{3};
    for (int i = 0; i < 10; ++i) pool.apply_async(hang);
    os::exit_now(0);  // not even its destructor runs
  }
  CHECK(support::no_process_left_within(2));

  const auto from = os::now();
  {
    mp::Pool pool{3};
    for (int i = 0; i < 10; ++i) pool.apply_async(hang);
  }
  CHECK(os::now() - from < 1s);
  CHECK_FALSE(os::has_children());
}

TEST_CASE("K22: the copy of a pool in a forked child leaves its workers alone") {
  support::NothingLeft nothing_left;
  mp::Pool pool{2};
  const auto before = pool.workers();
  const pid_t child = os::fork();
  if (child == 0) {
    int code = 0;
    try {
      mp::Pool copy = std::move(pool);
      copy.apply_async(square, 2);
    } catch (const mp::Error&) {
      code = 7;
    }
    os::exit_now(code);
  }
  os::await_end(child);
  CHECK(os::try_reap(child) == os::ExitStatus::exited(7));
  CHECK(pool.apply(square, 3) == 9);
  CHECK(pool.workers() == before);
}

TEST_CASE("K23: SIGINT to the whole group ends the program and all workers") {
  support::NothingLeft nothing_left;
  const os::SharedMemory memory(sizeof(std::atomic<int>));
  auto& running = *static_cast<std::atomic<int>*>(memory.data());
  const pid_t program = os::fork();
  if (program == 0) {
    os::lead_group(0);
    ::signal(SIGINT, SIG_DFL);
    mp::Pool pool{2};
    pool.map(
        [](std::uintptr_t count) {
          ++*reinterpret_cast<std::atomic<int>*>(count);
          hang();
        },
        std::vector<std::uintptr_t>(100, reinterpret_cast<std::uintptr_t>(&running)), 1);
    os::exit_now(1);
  }
  REQUIRE(support::eventually([&] { return running == 2; }));
  const auto from = os::now();
  os::send_signal_to_group(program, SIGINT);
  os::await_end(program);
  CHECK(os::now() - from < 1s);
  CHECK(os::try_reap(program) == os::ExitStatus::killed(SIGINT));
  CHECK(support::no_process_left_within(1));
}

TEST_CASE("K23: a program that handles SIGINT gets its map back within a second, as an error") {
  support::NothingLeft nothing_left;
  const os::SharedMemory memory(sizeof(std::atomic<int>));
  auto& running = *static_cast<std::atomic<int>*>(memory.data());
  static std::atomic<int> interrupted{0};
  const pid_t program = os::fork();
  if (program == 0) {
    int code = 1;
    try {
      os::lead_group(0);
      ::signal(SIGINT, [](int) { ++interrupted; });
      mp::Pool pool{2};
      try {
        pool.map(
            [](std::uintptr_t count) {
              ++*reinterpret_cast<std::atomic<int>*>(count);
              hang();
            },
            std::vector<std::uintptr_t>(2, reinterpret_cast<std::uintptr_t>(&running)), 1);
      } catch (const mp::WorkerDied& death) {
        code = interrupted == 1 && death.signal() == SIGINT ? 0 : 2;
      }
      pool.terminate();
      if (os::has_children()) code = 3;
    } catch (const std::exception&) {
      code = 4;
    }
    os::exit_now(code);
  }
  REQUIRE(support::eventually([&] { return running == 2; }));
  const auto from = os::now();
  os::send_signal_to_group(program, SIGINT);
  os::await_end(program);
  CHECK(os::now() - from < 1s);
  CHECK(os::try_reap(program) == os::ExitStatus::exited(0));
}

TEST_CASE("K12: a worker that is stopped is ended all the same") {
  support::NothingLeft nothing_left;
  mp::Pool pool{2};
  const auto workers = pool.workers();
  for (const pid_t worker : workers) os::send_signal(worker, SIGSTOP);
  for (const pid_t worker : workers)
    REQUIRE(support::eventually([&] { return os::state_of(worker)->state == 'T'; }));
  const auto from = os::now();
  pool.terminate();
  pool.join();
  CHECK(os::now() - from < 1s);
  CHECK_FALSE(os::has_children());
}

TEST_CASE("a future may outlive its pool: it has its result, or the error of a task not done") {
  support::NothingLeft nothing_left;
  std::optional<mp::Future<int>> done;
  std::optional<mp::Future<void>> hanging;
  {
    mp::Pool pool{2};
    done = pool.apply_async(square, 5);
    done->wait_for(kLimit);
    hanging = pool.apply_async(hang);
  }
  CHECK(done->get() == 25);
  CHECK(hanging->ready());
  CHECK_FALSE(hanging->successful());
  CHECK_THROWS_WITH(hanging->get(), ContainsSubstring("the pool was terminated"));
}

TEST_CASE("a task may have a pool of its own, which ends with it") {
  support::NothingLeft nothing_left;
  const os::SharedMemory memory(sizeof(std::atomic<int>));
  auto& running = *static_cast<std::atomic<int>*>(memory.data());
  mp::Pool pool{2};
  const auto sum_of_squares = [](int count) {
    mp::Pool inner{2};
    std::vector<int> numbers;
    for (int i = 0; i < count; ++i) numbers.push_back(i);
    int sum = 0;
    for (const int one : inner.map(square, numbers)) sum += one;
    return sum;
  };
  CHECK(pool.map(sum_of_squares, std::vector<int>{1, 2, 3, 4}, 1) == std::vector<int>{0, 1, 5, 14});
  // Its worker is killed, and with that worker those of the inner pool.
  auto stuck = pool.apply_async(
      [](std::uintptr_t count) {
        mp::Pool inner{2};
        inner.apply(
            [](std::uintptr_t inner_count) {
              ++*reinterpret_cast<std::atomic<int>*>(inner_count);
              hang();
            },
            count);
      },
      reinterpret_cast<std::uintptr_t>(&running));
  REQUIRE(support::eventually([&] { return running == 1; }));
  const auto all = pool.workers();
  for (const pid_t worker : all) os::send_signal(worker, SIGKILL);
  CHECK_THROWS_AS(stuck.get_for(kLimit), mp::WorkerDied);
  CHECK(pool.apply(square, 3) == 9);
}
