#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "core/mp/array.hpp"
#include "core/mp/barrier.hpp"
#include "core/mp/condition.hpp"
#include "core/mp/connection.hpp"
#include "core/mp/event.hpp"
#include "core/mp/lock.hpp"
#include "core/mp/pool.hpp"
#include "core/mp/process.hpp"
#include "core/mp/queue.hpp"
#include "core/mp/rlock.hpp"
#include "core/mp/semaphore.hpp"
#include "core/mp/value.hpp"
#include "tests/mp/children.hpp"
#include "tests/mp/tasks.hpp"
#include "tests/support/nothing_left.hpp"

using namespace std::chrono_literals;
using support::numbers;
using support::square;

// Every use of a moved-from object is an error that says so; the object that it
// was moved to works.

namespace {

template <typename T>
using Uses = std::vector<std::function<void(T&)>>;

template <typename T>
Uses<T> uses_of_a_lock() {
  return {
      [](auto& one) { one.lock(); },           [](auto& one) { one.try_lock(); },
      [](auto& one) { one.try_lock_for(0s); }, [](auto& one) { one.unlock(); },
      [](auto& one) { one.acquire(); },        [](auto& one) { one.try_acquire(); },
      [](auto& one) { one.acquire_for(0s); },  [](auto& one) { one.release(); },
  };
}

/// Moves `object` elsewhere, and tries everything with the moved-from one.
template <typename T>
void check_moved(const char* what, T& object, const Uses<T>& uses) {
  CAPTURE(what);
  T moved = std::move(object);
  const std::string sentence =
      "this " + std::string(what) + " was moved from: use the object that it was moved to";
  // NOLINTNEXTLINE(bugprone-use-after-move)
  for (const auto& use : uses) CHECK_THROWS_WITH(use(object), sentence);
  T(std::move(object));  // which leaves nothing to end
  CHECK_NOTHROW(std::make_unique<T>(std::move(moved)));
}

}  // namespace

TEST_CASE("moved from: a queue") {
  mp::Queue<int> queue;
  check_moved<mp::Queue<int>>("queue", queue,
                              {
                                  [](auto& one) { one.put(1); },
                                  [](auto& one) { one.try_put(1); },
                                  [](auto& one) { one.put_for(1, 0s); },
                                  [](auto& one) { one.get(); },
                                  [](auto& one) { one.try_get(); },
                                  [](auto& one) { one.get_for(0s); },
                                  [](auto& one) { one.size(); },
                                  [](auto& one) { one.empty(); },
                                  [](auto& one) { one.full(); },
                                  [](auto& one) { one.close(); },
                              });
}

TEST_CASE("moved from: a lock and an rlock, a condition, a barrier, a semaphore, an event") {
  mp::Lock lock;
  check_moved<mp::Lock>("lock", lock, uses_of_a_lock<mp::Lock>());
  mp::RLock rlock;
  check_moved<mp::RLock>("rlock", rlock, uses_of_a_lock<mp::RLock>());
  mp::Condition condition;
  check_moved<mp::Condition>("condition", condition, uses_of_a_lock<mp::Condition>());
  mp::Condition other;
  check_moved<mp::Condition>("condition", other,
                             {
                                 [](auto& one) { one.wait(); },
                                 [](auto& one) { one.wait_for(0s); },
                                 [](auto& one) { one.notify(); },
                                 [](auto& one) { one.notify_all(); },
                             });
  mp::Barrier barrier{2};
  check_moved<mp::Barrier>("barrier", barrier,
                           {
                               [](auto& one) { one.wait(); },
                               [](auto& one) { one.wait_for(0s); },
                               [](auto& one) { one.reset(); },
                               [](auto& one) { one.abort(); },
                               [](auto& one) { one.parties(); },
                               [](auto& one) { one.waiting(); },
                               [](auto& one) { one.is_broken(); },
                           });
  mp::Semaphore semaphore{2};
  check_moved<mp::Semaphore>("semaphore", semaphore,
                             {
                                 [](auto& one) { one.acquire(); },
                                 [](auto& one) { one.try_acquire(); },
                                 [](auto& one) { one.acquire_for(0s); },
                                 [](auto& one) { one.release(); },
                                 [](auto& one) { one.value(); },
                             });
  mp::Event event;
  check_moved<mp::Event>("event", event,
                         {
                             [](auto& one) { one.set(); },
                             [](auto& one) { one.clear(); },
                             [](auto& one) { one.is_set(); },
                             [](auto& one) { one.wait(); },
                             [](auto& one) { one.wait_for(0s); },
                         });
}

TEST_CASE("moved from: a value, an array, a guard") {
  mp::Value<int> value{7};
  check_moved<mp::Value<int>>("value", value,
                              {
                                  [](auto& one) { one.get(); },
                                  [](auto& one) { one.set(1); },
                                  [](auto& one) { one += 1; },
                                  [](auto& one) { one -= 1; },
                                  [](auto& one) { static_cast<void>(one.lock()); },
                              });
  mp::Array<int> array{{1, 2, 3}};
  check_moved<mp::Array<int>>("array", array,
                              {
                                  [](auto& one) { one.size(); },
                                  [](auto& one) { one[0] = 1; },
                                  [](auto& one) { std::as_const(one)[0]; },
                                  [](auto& one) { one.get(0); },
                                  [](auto& one) { one.set(0, 1); },
                                  [](auto& one) { one.slice(0, 1); },
                                  [](auto& one) { one.assign(0, {1}); },
                                  [](auto& one) { one.assign(0, 1, {1}); },
                                  [](auto& one) { static_cast<void>(one.lock()); },
                                  [](auto& one) { one.begin(); },
                                  [](auto& one) { one.end(); },
                              });
  mp::Value<int> guarded{1};
  auto guard = guarded.lock();
  check_moved<mp::Value<int>::Guard>("guard", guard,
                                     {
                                         [](auto& one) { *one; },
                                         [](auto& one) { one.get(); },
                                         [](auto& one) { one.set(2); },
                                         [](auto& one) { one.unlock(); },
                                     });
}

TEST_CASE("a guard goes on when the value that it belongs to is moved") {
  support::NothingLeft nothing_left;
  mp::Value<int> value{1};
  auto guard = std::make_unique<mp::Value<int>::Guard>(value.lock());
  mp::Value<int> moved = std::move(value);
  **guard += 1;
  CHECK(moved.get() == 2);
  guard.reset();
  CHECK(support::ends_well(support::child_that([&] { static_cast<void>(moved.lock()); })));
}

TEST_CASE("moved from: a connection") {
  support::NothingLeft nothing_left;
  auto [first, second] = mp::pipe<int>();
  check_moved<mp::Connection<int>>("connection", first,
                                   {
                                       [](auto& one) { one.send(1); },
                                       [](auto& one) { one.recv(); },
                                       [](auto& one) { one.try_recv(); },
                                       [](auto& one) { one.poll(); },
                                       [](auto& one) { one.poll_for(0s); },
                                       [](auto& one) { one.close(); },
                                       [](auto& one) { one.is_open(); },
                                       [](auto& one) { one.get(); },
                                   });
  CHECK_THROWS_AS(second.recv(), mp::EndOfFile);
  auto [third, fourth] = mp::pipe<int>();
  first = std::move(third);
  first.send(4);
  CHECK(fourth.recv() == 4);
}

TEST_CASE("moved from: a process") {
  support::NothingLeft nothing_left;
  mp::Process process{[] {}};
  process.start();
  check_moved<mp::Process>("process", process,
                           {
                               [](auto& one) { one.start(); },
                               [](auto& one) { one.join(); },
                               [](auto& one) { one.join_for(0s); },
                               [](auto& one) { one.terminate(); },
                               [](auto& one) { one.kill(); },
                               [](auto& one) { one.name("x"); },
                               [](auto& one) { one.name(); },
                               [](auto& one) { one.daemon(); },
                               [](auto& one) { std::as_const(one).daemon(); },
                               [](auto& one) { one.spawn(); },
                               [](auto& one) { one.is_alive(); },
                               [](auto& one) { one.exit_status(); },
                               [](auto& one) { one.pid(); },
                               [](auto& one) { one.sentinel(); },
                           });
}

TEST_CASE("moved from: a pool, which can be had back") {
  support::NothingLeft nothing_left;
  mp::Pool pool{1};
  check_moved<mp::Pool>("pool", pool,
                        {
                            [](auto& one) { one.apply(square, 1); },
                            [](auto& one) { one.apply_async(square, 1); },
                            [](auto& one) { one.map(square, numbers(3)); },
                            [](auto& one) { one.map_async(square, numbers(3)); },
                            [](auto& one) { one.imap(square, numbers(3)); },
                            [](auto& one) { one.imap_unordered(square, numbers(3)); },
                            [](auto& one) { one.close(); },
                            [](auto& one) { one.join(); },
                            [](auto& one) { one.terminate(); },
                            [](auto& one) { one.workers(); },
                        });
  pool = mp::Pool{1};
  CHECK(pool.apply(square, 3) == 9);
}

TEST_CASE("moved from: a future, a stream of results, its iterator") {
  support::NothingLeft nothing_left;
  mp::Pool pool{1};
  using Future = mp::Future<int>;
  Future future = pool.apply_async(square, 3);
  const Future copy = future;
  check_moved<Future>("future", future,
                      {
                          [](auto& one) { one.get(); },
                          [](auto& one) { one.get_for(0s); },
                          [](auto& one) { one.wait(); },
                          [](auto& one) { one.wait_for(0s); },
                          [](auto& one) { one.ready(); },
                          [](auto& one) { one.successful(); },
                          [](auto& one) { one.on_result([](int) {}); },
                          [](auto& one) { one.on_error([](const std::exception&) {}); },
                      });
  CHECK(Future(copy).get_for(5s) == 9);
  using Results = mp::Results<int>;
  Results ours = pool.imap(square, numbers(3));
  check_moved<Results>("stream of results", ours,
                       {
                           [](auto& one) { one.next(); },
                           [](auto& one) { one.next_for(0s); },
                           [](auto& one) { one.begin(); },
                       });
  Results results = pool.imap(square, numbers(3));
  Results::Iterator at = results.begin();
  check_moved<Results::Iterator>("iterator", at,
                                 {
                                     [](auto& one) { *one; },
                                     [](auto& one) { one.operator->(); },
                                     [](auto& one) { ++one; },
                                     [](auto& one) { one++; },
                                 });
}
