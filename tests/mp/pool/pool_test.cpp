#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <numeric>
#include <set>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

#include "core/mp/pool.hpp"
#include "core/os/process/process.hpp"
#include "tests/mp/tasks.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"

using namespace std::chrono_literals;
using support::kLimit;
using support::numbers;
using support::Picky;
using support::square;

namespace {

double mul(int a, double b) {
  return a * b;
}

std::vector<int> squares(int count) {
  std::vector<int> all = numbers(count);
  for (int& i : all) i = square(i);
  return all;
}

/// An error of the user's own.
class Odd : public std::exception {
 public:
  const char* what() const noexcept override { return "an odd number"; }
};

}  // namespace

TEST_CASE("K01: a pool has a worker for each usable CPU, or as many as are asked for") {
  support::NothingLeft nothing_left;
  cpu_set_t all;
  REQUIRE(::sched_getaffinity(0, sizeof all, &all) == 0);
  {
    mp::Pool pool;
    CHECK(pool.workers().size() == static_cast<std::size_t>(CPU_COUNT(&all)));
  }
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(static_cast<std::size_t>(::sched_getcpu()), &one);
  REQUIRE(::sched_setaffinity(0, sizeof one, &one) == 0);
  {
    mp::Pool pool;
    CHECK(pool.workers().size() == 1);
  }
  REQUIRE(::sched_setaffinity(0, sizeof all, &all) == 0);

  mp::Pool pool{5};
  const auto pids = pool.workers();
  CHECK(std::set<pid_t>(pids.begin(), pids.end()).size() == 5);
  for (const pid_t pid : pids) {
    const auto state = os::state_of(pid);
    REQUIRE(state);
    CHECK(state->parent == ::getpid());
    CHECK(state->state != 'Z');
  }
  CHECK_THROWS_WITH(mp::Pool{0}, ContainsSubstring("at least 1 worker, not 0"));
  CHECK_THROWS_WITH(mp::Pool{-1}, ContainsSubstring("at least 1 worker, not -1"));
}

TEST_CASE("K02: calls give what they give in this process, in order") {
  support::NothingLeft nothing_left;
  mp::Pool pool{2};
  CHECK(pool.apply(square, 7) == 49);
  CHECK(pool.apply(mul, 3, 2.5) == 7.5);
  CHECK(pool.apply_async(square, 8).get_for(kLimit) == 64);
  CHECK(pool.map(square, numbers(100)) == squares(100));
  CHECK(pool.map(square, numbers(1000), 20) == squares(1000));
  CHECK(pool.map_async(square, numbers(10)).get_for(kLimit) == squares(10));
  const std::vector<std::pair<int, double>> pairs{{1, 2.0}, {3, 0.5}};
  CHECK(pool.starmap(mul, pairs) == std::vector<double>{2.0, 1.5});
  CHECK(pool.starmap_async(mul, pairs, 1).get_for(kLimit) == std::vector<double>{2.0, 1.5});
}

TEST_CASE("K02: lambdas with captures, texts, containers and nothing at all reach the workers") {
  support::NothingLeft nothing_left;
  mp::Pool pool{2};
  const int base = square(10);
  CHECK(pool.apply([base](int i) { return base + i; }, 1) == 101);
  CHECK(pool.apply([](const std::string& name) { return "hello " + name; }, "Tony") ==
        "hello Tony");
  CHECK(pool.apply([] { return "text"; }) == "text");
  CHECK(pool.apply([](std::vector<int> v) { return v.size(); }, numbers(1000)) == 1000);
  CHECK(pool.apply([](int a, int b, int c, int d) { return a + b + c + d; }, 1, 2, 3, 4) == 10);
  pool.apply([] {});
  const std::vector<bool> bits{true, false};
  CHECK(pool.map([](bool bit) { return !bit; }, bits) == std::vector<bool>{false, true});
  CHECK(pool.map([](const std::string& s) { return s.size(); },
                 std::vector<std::string>{"a", "bcd"}) == std::vector<std::size_t>{1, 3});
  CHECK(pool.apply([] { return ::getpid(); }) != ::getpid());
  const int data[] = {1, 2, 3};
  CHECK(pool.map(square, data) == std::vector<int>{1, 4, 9});
}

TEST_CASE("K03: by default a map makes four chunks for each worker") {
  support::NothingLeft nothing_left;
  const std::vector<std::pair<std::size_t, std::size_t>> cases{
      {0, 0}, {1, 1}, {15, 1}, {16, 1}, {17, 2}, {32, 2}, {100, 7}, {1000, 63}};
  mp::Pool pool{4};
  for (const auto& [items, chunk] : cases) {
    CHECK(mp::Pool::default_chunk(items, 4) == chunk);
    CHECK(pool.map(square, numbers(static_cast<int>(items))) == squares(static_cast<int>(items)));
  }
  CHECK_THROWS_WITH(pool.imap(square, numbers(3), 0), "a chunk has at least 1 item, not 0");
  CHECK_THROWS_AS(pool.imap_unordered(square, numbers(3), -1), mp::Error);
  CHECK_THROWS_AS(pool.map(square, numbers(3), 0), mp::Error);
}

TEST_CASE("K07: a future is asked before and after, again and again") {
  support::NothingLeft nothing_left;
  const os::SharedMemory memory(sizeof(os::FutexWord));
  auto& go = *static_cast<os::FutexWord*>(memory.data());
  mp::Pool pool{1};
  auto future = pool.apply_async(
      [](std::uintptr_t word) {
        auto& gate = *reinterpret_cast<os::FutexWord*>(word);
        while (gate == 0) os::futex_wait(gate, 0);
        return 5;
      },
      reinterpret_cast<std::uintptr_t>(&go));
  CHECK_FALSE(future.ready());
  CHECK_THROWS_WITH(future.successful(), ContainsSubstring("not ready"));
  const auto from = os::now();
  CHECK_THROWS_AS(future.get_for(50ms), mp::Timeout);
  CHECK(os::now() - from >= 50ms);
  CHECK_FALSE(future.wait_for(0ms));
  CHECK_THROWS_AS(future.get_for(-1s), mp::Timeout);
  go = 1;
  os::futex_wake(go, 1);
  CHECK(future.wait_for(kLimit));
  future.wait();
  CHECK(future.get() == 5);
  CHECK(future.get() == 5);
  CHECK(future.get_for(0s) == 5);
  CHECK(future.ready());
  CHECK(future.successful());
}

TEST_CASE("K08: an error comes back with its type, its text and where it came from") {
  support::NothingLeft nothing_left;
  mp::Pool pool{1};
  const pid_t worker = pool.workers().front();
  auto future =
      pool.apply_async([](int i) -> int { throw std::out_of_range(std::to_string(i)); }, 7);
  for (int i = 0; i < 2; ++i) {
    try {
      future.get_for(kLimit);
      FAIL("nothing was thrown");
    } catch (const std::out_of_range& error) {
      CHECK(error.what() == std::string("7"));
      const auto* remote = dynamic_cast<const mp::RemoteContext*>(&error);
      REQUIRE(remote);
      CHECK(remote->type() == "std::out_of_range");
      CHECK(remote->worker() == worker);
    }
  }
  CHECK_FALSE(future.successful());

  try {
    pool.apply([] { throw Odd(); });
    FAIL("nothing was thrown");
  } catch (const mp::RemoteError& error) {
    CHECK(error.what() == std::string("an odd number"));
    CHECK_THAT(error.type(), ContainsSubstring("Odd"));
  }
  CHECK_THROWS_AS(pool.apply([] { throw mp::Timeout("late"); }), mp::Timeout);
  CHECK_THROWS_WITH(pool.apply([] { throw 7; }), ContainsSubstring("int"));
  try {
    pool.apply([] { throw std::system_error(ENOENT, std::generic_category(), "x"); });
    FAIL("nothing was thrown");
  } catch (const std::system_error& error) {
    CHECK(error.code() == std::errc::no_such_file_or_directory);
    CHECK(error.what() == std::string("x: No such file or directory"));
  }
  CHECK_THROWS_AS(pool.map([](int i) { return i == 3 ? throw Odd() : i; }, numbers(10)),
                  mp::RemoteError);
  CHECK(pool.workers().front() == worker);
}

TEST_CASE("K08: only the callback that fits is called, and nobody has to ask") {
  support::NothingLeft nothing_left;
  mp::Pool pool{2};
  std::vector<std::string> said;
  const auto tell = [&](int value) { said.push_back(std::to_string(value)); };
  const auto complain = [&](const std::exception& error) { said.emplace_back(error.what()); };
  auto good = pool.apply_async(square, 3);
  good.on_result(tell).on_error(complain);
  good.wait_for(kLimit);
  CHECK(said == std::vector<std::string>{"9"});
  auto bad = pool.apply_async([]() -> int { throw std::runtime_error("no"); });
  bad.on_result(tell).on_error(complain);
  bad.wait_for(kLimit);
  CHECK(said == std::vector<std::string>{"9", "no"});
  good.on_result(tell);  // too late to be called back later: called at once
  CHECK(said.size() == 3);

  // One that hands in another task.
  int total = 0;
  pool.apply_async(square, 2).on_result([&](int four) { total = pool.apply(square, four); });
  // Who waits for another task calls it, once its own is done: which one that is first varies.
  for (int i = 0; i < 1'000 && total == 0; ++i)
    pool.apply_async([] { throw std::runtime_error("nobody asks"); }).wait_for(kLimit);
  CHECK(total == 16);
  pool.close();
  pool.join();
}

TEST_CASE("K08: a map whose task fails does all the others before it says so") {
  support::NothingLeft nothing_left;
  const os::SharedMemory memory(sizeof(std::atomic<int>));
  auto& done = *static_cast<std::atomic<int>*>(memory.data());
  mp::Pool pool{3};
  const auto address = reinterpret_cast<std::uintptr_t>(&done);
  auto future = pool.map_async(
      [address](int i) {
        if (i == 0) throw std::runtime_error("the first");
        ++*reinterpret_cast<std::atomic<int>*>(address);
        return i;
      },
      numbers(200), 1);
  CHECK_THROWS_WITH(future.get_for(kLimit), "the first");
  CHECK(done == 199);
}

TEST_CASE("K08: a map calls back once, with all results or with the error") {
  support::NothingLeft nothing_left;
  mp::Pool pool{2};
  std::vector<std::string> said;
  const auto tell = [&](const std::vector<int>& all) {
    said.push_back(std::to_string(all.size()) + " results");
  };
  const auto complain = [&](const std::exception& error) { said.emplace_back(error.what()); };
  pool.map_async(square, numbers(100), 3).on_result(tell).on_error(complain).wait_for(kLimit);
  const auto fail_all = [](int i) -> int { throw std::runtime_error(std::to_string(i)); };
  pool.map_async(fail_all, numbers(100), 3).on_result(tell).on_error(complain).wait_for(kLimit);
  CHECK(said == std::vector<std::string>{"100 results", "0"});
}

TEST_CASE("K08: an error for which nobody asks is not printed") {
  support::NothingLeft nothing_left;
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t program = os::fork();
  if (program == 0) {
    ::dup2(ends[1], STDERR_FILENO);
    {
      mp::Pool pool{1};
      for (int i = 0; i < 5; ++i)
        pool.apply_async([]() -> int { throw std::runtime_error("unheard"); });
      pool.close();
      pool.join();
    }
    os::exit_now(0);
  }
  ::close(ends[1]);
  char byte = 0;
  CHECK(::read(ends[0], &byte, 1) == 0);
  ::close(ends[0]);
  os::await_end(program);
  CHECK(os::try_reap(program) == os::ExitStatus::exited(0));
}

TEST_CASE("K10: what cannot be sent is an error of that task only") {
  support::NothingLeft nothing_left;
  mp::Pool pool{2};
  const auto before = pool.workers();
  for (int i = 0; i < 20; ++i) {
    auto future = pool.apply_async([] { return Picky{-1}; });
    CHECK_THROWS_WITH(future.get_for(kLimit), "a Picky below zero cannot be sent");
  }
  const auto value_of = [](Picky picky) { return picky.value; };
  auto future = pool.apply_async(value_of, Picky{-1});
  CHECK_THROWS_WITH(future.get_for(kLimit), "a Picky below zero cannot be sent");
  const std::vector<Picky> items{{1}, {-2}, {3}};
  CHECK_THROWS_AS(pool.map_async(value_of, items, 1).get_for(kLimit), mp::Error);
  CHECK(pool.apply(value_of, Picky{4}) == 4);
  CHECK(pool.workers() == before);
}

TEST_CASE("K10: arguments and results of 64 MiB go through, too large ones are an error") {
  support::NothingLeft nothing_left;
  mp::Pool pool{2};
  const std::string large(64 << 20, 'x');
  CHECK(pool.apply([](std::string text) { return text + "y"; }, large) == large + "y");
  CHECK(pool.apply([](const std::string& text) { return text.size(); }, large) == large.size());
}
