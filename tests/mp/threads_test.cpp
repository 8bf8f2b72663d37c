#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <barrier>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "core/mp/connection.hpp"
#include "core/mp/pool.hpp"
#include "core/mp/process.hpp"
#include "core/mp/queue.hpp"
#include "core/mp/value.hpp"
#include "tests/mp/children.hpp"
#include "tests/mp/tasks.hpp"
#include "tests/support/nothing_left.hpp"

using namespace std::chrono_literals;
using mp::ExitStatus;
using support::numbers;
using support::square;

// mp used by several threads of one process.

namespace {

/// Runs `body(i)` in so many threads, which begin together; how many threw.
int failures_of(int threads, const std::function<void(int)>& body) {
  std::mutex one_at_a_time;  // Catch knows of one thread
  std::vector<std::string> failures;
  std::barrier begin(threads);
  std::vector<std::jthread> all;
  for (int i = 0; i < threads; ++i) {
    all.emplace_back([&, i] {
      begin.arrive_and_wait();
      try {
        body(i);
      } catch (const std::exception& error) {
        const std::lock_guard held(one_at_a_time);
        failures.emplace_back(error.what());
      }
    });
  }
  all.clear();
  for (const std::string& failure : failures) UNSCOPED_INFO(failure);
  return static_cast<int>(failures.size());
}

[[maybe_unused]] void start_and_join(bool spawned, int code, void (*body)(int)) {
  mp::Process process{body, code};
  process.spawn(spawned).start();
  process.join();
  support::require(process.exit_status() == ExitStatus::exited(code));
}

[[maybe_unused]] void leave_with(int code) {
  ::_exit(code);
}

}  // namespace

// A child that is forked while another thread allocates may find the sanitizer's allocator
// locked for good; the one of the C library is not.
#ifndef __SANITIZE_ADDRESS__

TEST_CASE("four threads start processes, and each joins its own") {
  support::NothingLeft nothing_left;
  CHECK(failures_of(4, [](int thread) {
          for (int i = 0; i < 50; ++i) start_and_join(false, 10 * thread + i % 10, leave_with);
        }) == 0);
  CHECK(mp::active_children().empty());
}

TEST_CASE("two threads spawn processes while two others fork") {
  support::NothingLeft nothing_left;
  CHECK(failures_of(4, [](int thread) {
          for (int i = 0; i < 10; ++i) start_and_join(thread % 2 == 0, i, leave_with);
        }) == 0);
}

TEST_CASE("several threads join one process, while others ask for it and start more") {
  support::NothingLeft nothing_left;
  for (int round = 0; round < 20; ++round) {
    mp::Process process{leave_with, 7};
    process.start();
    CHECK(failures_of(4, [&](int thread) {
            if (thread == 0) start_and_join(false, 3, leave_with);  // reaps what has ended
            if (thread == 1) mp::active_children();
            if (thread == 2) support::require(process.join_for(5s));
            process.join();
            support::require(process.exit_status() == ExitStatus::exited(7));
          }) == 0);
  }
}

TEST_CASE("of several threads that start one process one does") {
  support::NothingLeft nothing_left;
  support::Shared<std::atomic<int>> started;
  for (int round = 0; round < 20; ++round) {
    *started = 0;
    mp::Process process{[&] { ++*started; }};
    CHECK(failures_of(4, [&](int) { process.start(); }) == 3);
    process.join();
    CHECK(*started == 1);
  }
}

TEST_CASE("a process forked while other threads start some can start its own") {
  support::NothingLeft nothing_left;
  std::atomic<bool> is_over = false;
  std::jthread busy([&] {
    while (!is_over) start_and_join(false, 1, leave_with);
  });
  for (int i = 0; i < 50; ++i) {
    CHECK(support::ends_well(support::child_that([] { start_and_join(false, 2, leave_with); })));
  }
  is_over = true;
}

#endif

TEST_CASE("K: four threads use one pool, each for its own tasks") {
  support::NothingLeft nothing_left;
  mp::Pool pool{3};
  CHECK(failures_of(4, [&](int thread) {
          for (int i = 0; i < 200; ++i) {
            support::require(pool.apply_async(square, i + thread).get_for(5s) ==
                             (i + thread) * (i + thread));
          }
          auto squares = numbers(500);
          for (int& n : squares) n *= n;
          for (int i = 0; i < 20; ++i)
            support::require(pool.map(square, numbers(500), 7) == squares);
          std::vector<int> unordered;
          for (int n : pool.imap_unordered(square, numbers(500), 3)) unordered.push_back(n);
          std::sort(unordered.begin(), unordered.end());
          support::require(unordered == squares);
        }) == 0);
  pool.close();
  pool.join();
}

TEST_CASE("K: several threads wait for one future, and share the results of one imap") {
  support::NothingLeft nothing_left;
  mp::Pool pool{2};
  for (int round = 0; round < 50; ++round) {
    auto future = pool.apply_async(square, round);
    CHECK(failures_of(3, [&](int) { support::require(future.get_for(5s) == round * round); }) == 0);
  }
  for (const bool in_order : {true, false}) {
    std::mutex mutex;
    std::multiset<int> all;
    auto results = in_order ? pool.imap(square, numbers(1000), 7)
                            : pool.imap_unordered(square, numbers(1000), 7);
    CHECK(failures_of(3, [&](int) {
            while (const auto n = results.next_for(5s)) {
              const std::scoped_lock lock(mutex);
              all.insert(*n);
            }
          }) == 0);
    std::multiset<int> squares;
    for (int i = 0; i < 1000; ++i) squares.insert(i * i);
    CHECK(all == squares);
  }
}

TEST_CASE("K: a thread that waits for a long task keeps no other from its short ones") {
  support::NothingLeft nothing_left;
  mp::Pool pool{2};
  auto never = pool.apply_async(support::hang);
  std::atomic<bool> has_failed = false;
  std::jthread waits([&] {
    try {
      never.get();
    } catch (const mp::Error&) {
      has_failed = true;
    }
  });
  std::vector<double> each;
  for (int i = 0; i < 200; ++i) {
    each.push_back(support::seconds_of([&] { CHECK(pool.apply(square, i) == i * i); }));
  }
  std::sort(each.begin(), each.end());
  CHECK(each[each.size() / 2] < 0.02);  // and not the nap that makes up for lost wakes
  pool.terminate();
  waits.join();
  CHECK(has_failed);
}

TEST_CASE("K: callbacks come one at a time, and before those that wait have the result") {
  support::NothingLeft nothing_left;
  mp::Pool pool{3};
  std::atomic<int> inside = 0;
  std::atomic<int> overlaps = 0;
  int called = 0;  // guarded by coming one at a time
  CHECK(failures_of(4, [&](int) {
          for (int i = 0; i < 100; ++i) {
            std::atomic<bool> is_called = false;
            auto future = pool.apply_async(square, i);
            future.on_result([&](int) {
              overlaps += inside++ != 0 ? 1 : 0;
              ++called;
              --inside;
              is_called = true;
            });
            support::require(future.get_for(5s) == i * i);
            support::require(is_called);
          }
        }) == 0);
  CHECK(overlaps == 0);
  CHECK(called == 400);
}

TEST_CASE("K: a pool that one thread terminates ends the waiting of the others") {
  support::NothingLeft nothing_left;
  for (int round = 0; round < 5; ++round) {
    mp::Pool pool{2};
    std::vector<mp::Future<std::monostate>> futures;
    const auto hang = [] { support::hang(); };
    CHECK(failures_of(4, [&](int thread) {
            if (thread == 0) return pool.terminate();
            auto future = pool.apply_async(hang);
            future.get_for(5s);
          }) == 3);
  }
}

TEST_CASE("K: a pool made in a thread that has ended works, and so do workers replaced there") {
  support::NothingLeft nothing_left;
  std::optional<mp::Pool> pool;
  std::jthread([&] { pool.emplace(2); }).join();
  CHECK(pool->map(square, numbers(100)).back() == 99 * 99);
  const auto before = pool->workers();
  for (const pid_t worker : before) os::send_signal(worker, SIGKILL);
  std::jthread([&] {
    const auto are_all_new = [&] {
      const auto now = pool->workers();
      return now.size() == before.size() && std::none_of(now.begin(), now.end(), [&](pid_t worker) {
               return std::find(before.begin(), before.end(), worker) != before.end();
             });
    };
    support::require(support::eventually(are_all_new, 5));
  }).join();
  const auto now = pool->workers();
  CHECK(pool->map(square, numbers(100)).back() == 99 * 99);
  CHECK(pool->apply([] { return ::getpid(); }) != before.front());
  CHECK(pool->workers() == now);  // the end of that thread has cost none
}

TEST_CASE("K: workers made in a thread die with their process all the same") {
  support::NothingLeft nothing_left;
  const pid_t parent = support::child_that([] {
    std::optional<mp::Pool> pool;
    std::jthread([&] { pool.emplace(3); }).join();
    pool->apply_async(support::hang);
    ::raise(SIGKILL);
  });
  os::await_end(parent);
  CHECK(support::no_process_left_within(2));
}

TEST_CASE("four threads put into a queue and four others get from it") {
  support::NothingLeft nothing_left;
  mp::Queue<int> queue{8};
  std::mutex mutex;
  std::vector<int> all;
  CHECK(failures_of(8, [&](int thread) {
          for (int i = 0; i < 500; ++i) {
            if (thread < 4) {
              support::require(queue.put_for(500 * thread + i, 5s));
              continue;
            }
            const auto got = queue.get_for(5s);
            const std::scoped_lock lock(mutex);
            all.push_back(got.value());
          }
        }) == 0);
  std::sort(all.begin(), all.end());
  CHECK(all == numbers(2000));
}

TEST_CASE("one thread may send through a pipe end while another receives from it") {
  support::NothingLeft nothing_left;
  auto ends = mp::pipe<std::string>();
  auto& ours = ends.first;
  auto& theirs = ends.second;
  const pid_t child = support::child_that([&] {
    for (int i = 0; i < 200; ++i) theirs.send(theirs.recv());
  });
  const auto text = [](int i) { return std::string(static_cast<std::size_t>(i) * 1000, 'x'); };
  CHECK(failures_of(2, [&](int thread) {
          for (int i = 0; i < 200; ++i) {
            if (thread == 0) {
              ours.send(text(i));
            } else {
              support::require(ours.recv() == text(i));
            }
          }
        }) == 0);
  CHECK(support::ends_well(child));
}

TEST_CASE("a second thread that receives or sends at one pipe end gets an error, and no loss") {
  support::NothingLeft nothing_left;
  auto ends = mp::pipe<std::string>();
  auto& ours = ends.first;
  auto& theirs = ends.second;
  std::string got;
  std::jthread first([&] {
    while (got.empty()) {
      try {
        got = ours.recv();
      } catch (const mp::Error&) {
        // This one was the second.
      }
    }
  });
  const auto refusal_of = [&](const auto& misuse) {
    std::string said;
    // Until the first thread is in there, there is nothing to refuse.
    CHECK(support::eventually(
        [&] {
          try {
            misuse();
          } catch (const mp::Closed&) {
            FAIL("it was closed");
          } catch (const mp::Error& error) {
            said = error.what();
          }
          return !said.empty();
        },
        5));
    return said;
  };
  CHECK_THAT(refusal_of([&] { ours.try_recv(); }), ContainsSubstring("two threads receive"));
  CHECK_THROWS_WITH(ours.recv(), ContainsSubstring("two threads receive"));
  CHECK_THROWS_WITH(ours.close(), ContainsSubstring("another thread uses this end"));
  CHECK(support::ends_well(support::child_that([&] {
    ours.try_recv();  // its own, in which no thread receives
    ours.close();
  })));
  theirs.send("first");
  first.join();
  CHECK(got == "first");
  theirs.send("second");
  CHECK(ours.recv() == "second");

  std::atomic<bool> is_over = false;
  std::jthread sender([&] {
    while (!is_over) {
      try {
        ours.send(std::string(1000, 'x'));
      } catch (const mp::Error&) {
        // This one was the second.
      } catch (const std::system_error&) {
        is_over = true;
      }
    }
  });
  CHECK_THAT(refusal_of([&] {
               ours.send("x");
               theirs.try_recv();
             }),
             ContainsSubstring("two threads send"));
  theirs.close();
  sender.join();
  CHECK(is_over);
}

TEST_CASE("threads that add to a value under its guard lose nothing") {
  support::NothingLeft nothing_left;
  mp::Value<long> total;
  CHECK(failures_of(4, [&](int) {
          for (int i = 0; i < 5000; ++i) {
            auto guard = total.lock();
            *guard += 1;
          }
        }) == 0);
  CHECK(total.get() == 20000);
}
