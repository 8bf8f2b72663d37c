#include <sys/resource.h>

#include <functional>
#include <mutex>

#include "core/mp/array.hpp"
#include "core/mp/barrier.hpp"
#include "core/mp/condition.hpp"
#include "core/mp/connection.hpp"
#include "core/mp/event.hpp"
#include "core/mp/lock.hpp"
#include "core/mp/process.hpp"
#include "core/mp/queue.hpp"
#include "core/mp/rlock.hpp"
#include "core/mp/say.hpp"
#include "core/mp/semaphore.hpp"
#include "core/mp/value.hpp"
#include "tests/mp/children.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/explored.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/laws.hpp"

// Objects that processes share, handed to a program that is started anew. What is said here
// of a spawned process is said of a forked one, too: the same call does for both.

using namespace std::chrono_literals;

namespace {

template <typename... Parts>
void start_and_join(bool spawns, Parts&&... parts) {
  mp::Process process{std::forward<Parts>(parts)...};
  process.spawn(spawns).start();
  REQUIRE(process.join_for(10s));
  CHECK(to_string(*process.exit_status()) == "exited with 0");
}

void serve(mp::Queue<std::string>& in, const mp::Queue<int>& peek, mp::Queue<std::string>& out) {
  support::require(peek.size() == 3);
  for (std::string text = in.get(); !text.empty(); text = in.get()) out.put(text + text);
  out.put(std::string(1 << 20, 'x'));
  out.close();
}

void echo(mp::Connection<std::string>& end, mp::Connection<int> by_value) {
  end.send(end.recv() + "!");
  by_value.send(7);
}

void use_all(mp::Lock& lock, mp::RLock& rlock, mp::Semaphore& semaphore, mp::Event& event,
             mp::Value<int>& value, mp::Array<double>& array) {
  support::require(!lock.try_lock());
  support::require(rlock.try_lock() && rlock.try_lock());
  rlock.unlock();
  rlock.unlock();
  support::require(semaphore.value() == 2 && semaphore.try_acquire());
  event.wait();
  value += 1;
  array[1] = array[0] * 2;
  lock.unlock();
}

void meet(mp::Condition& condition, mp::Value<int>& there, mp::Barrier& barrier, mp::RLock& lock) {
  barrier.wait();
  const std::lock_guard guard(lock);
  there.set(1);
  condition.notify_all();
}

void add(mp::Lock& lock, mp::Array<long>& sums, int times) {
  for (int i = 0; i < times; ++i) {
    const std::lock_guard guard(lock);
    sums[0] = sums[0] + 1;
    sums[1] = sums[1] + 1;
  }
}

void take_and_die(mp::Lock& lock) {
  lock.lock();
  ::raise(SIGKILL);
}

void refer_to(int&) {}

void hand_on(mp::Queue<int>& queue, int below) {
  queue.put(below);
  if (below == 0) return;
  mp::Process process{hand_on, std::ref(queue), below - 1};
  process.spawn().start();
  process.join();
  support::require(process.exit_status()->ok());
}

void put_one(mp::Queue<int>& queue) {
  mp::say("puts");
  queue.put(1);
}

}  // namespace

TEST_CASE("a queue that a process is handed is the same queue, for values of any size") {
  support::NothingLeft nothing_left;
  for (const bool spawns : {false, true}) {
    mp::Queue<std::string> in;
    mp::Queue<int> peek;
    mp::Queue<std::string> out{10};
    for (int i = 0; i < 3; ++i) peek.put(i);
    for (const char* text : {"a", "bc", ""}) in.put(text);
    start_and_join(spawns, serve, std::ref(in), std::cref(peek), std::ref(out));
    CHECK(out.get() == "aa");
    CHECK(out.get() == "bcbc");
    CHECK(out.get() == std::string(1 << 20, 'x'));
    CHECK_THROWS_AS(out.get(), mp::Closed);
  }
}

TEST_CASE("an end of a pipe that a process is handed is a copy of that end") {
  support::NothingLeft nothing_left;
  for (const bool spawns : {false, true}) {
    auto [ours, theirs] = mp::pipe<std::string>();
    auto [receiver, sender] = mp::one_way_pipe<int>();
    ours.send(std::string(1 << 20, 'y'));
    {
      mp::Process process{echo, std::ref(theirs), std::move(sender)};
      process.spawn(spawns).start();
      theirs.close();
      CHECK(ours.recv() == std::string(1 << 20, 'y') + "!");
      CHECK(receiver.recv() == 7);
      process.join();
    }
    CHECK_THROWS_AS(ours.recv(), mp::EndOfFile);
    CHECK_THROWS_AS(receiver.recv(), mp::EndOfFile);
  }
}

TEST_CASE("locks, permits, events and shared memory that a process is handed are the same") {
  support::NothingLeft nothing_left;
  for (const bool spawns : {false, true}) {
    mp::Lock lock;
    mp::RLock rlock;
    mp::Semaphore semaphore{2};
    mp::Event event;
    mp::Value<int> value{41};
    mp::Array<double> array{{1.5, 0, 0}};
    lock.lock();
    event.set();
    start_and_join(spawns, use_all, std::ref(lock), std::ref(rlock), std::ref(semaphore),
                   std::ref(event), std::ref(value), std::ref(array));
    CHECK(lock.try_lock());
    CHECK(rlock.try_lock());
    CHECK(semaphore.value() == 1);
    CHECK(value.get() == 42);
    CHECK(array.get(1) == 3);
  }
}

TEST_CASE("a condition and a barrier that a process is handed are the same, and so is the lock") {
  support::NothingLeft nothing_left;
  for (const bool spawns : {false, true}) {
    mp::RLock lock;
    mp::Condition condition{lock};
    mp::Value<int> there{0};
    mp::Barrier barrier{2};
    mp::Process process{meet, std::ref(condition), std::ref(there), std::ref(barrier),
                        std::ref(lock)};
    process.spawn(spawns).start();
    lock.lock();
    CHECK(barrier.wait_for(5s) < 2);
    CHECK(condition.wait_for(5s, [&] { return there.get() == 1; }));
    lock.unlock();
    process.join();
    CHECK(process.exit_status()->ok());
  }
}

TEST_CASE("forked and spawned processes exclude each other, and a dead owner is found") {
  support::NothingLeft nothing_left;
  mp::Lock lock;
  mp::Array<long> sums{2};
  std::vector<mp::Process> processes;
  for (int i = 0; i < 4; ++i) {
    processes.emplace_back(add, std::ref(lock), std::ref(sums), 2000);
    processes.back().spawn(i % 2 == 0).start();
  }
  for (auto& process : processes) process.join();
  CHECK(sums.slice(0, 2) == std::vector<long>{8000, 8000});
  mp::Process killed{take_and_die, std::ref(lock)};
  killed.spawn().start();
  killed.join();
  CHECK_THROWS_AS(lock.lock(), mp::OwnerDied);
  CHECK(lock.try_lock());
}

TEST_CASE("what a spawned process was handed it hands on, and none keeps more descriptors") {
  support::NothingLeft nothing_left;
  mp::Queue<int> queue;
  start_and_join(true, hand_on, std::ref(queue), 2);
  CHECK(queue.get() == 2);
  CHECK(queue.get() == 1);
  CHECK(queue.get() == 0);
}

TEST_CASE("what cannot be handed to a spawned process is refused before it starts") {
  support::NothingLeft nothing_left;
  mp::Queue<int> queue;
  int number = 0;
  mp::Process by_reference{refer_to, std::ref(number)};
  CHECK_THROWS_AS(by_reference.spawn().start(), mp::Error);
  auto [left, right] = mp::pipe<std::string>();
  auto [one, two] = mp::pipe<int>();
  left.close();
  mp::Process closed{echo, std::ref(left), std::move(one)};
  CHECK_THROWS_AS(closed.spawn().start(), mp::Closed);
}

#ifndef __SANITIZE_ADDRESS__  // which opens pipes to check objects
TEST_CASE("a lock that was made without a descriptor is shared by forks only, and says so") {
  support::NothingLeft nothing_left;
  CHECK(support::ends_well(support::child_that([] {
    const rlimit none{3, 3};
    ::setrlimit(RLIMIT_NOFILE, &none);
    mp::Lock lock;  // forks can share it
    lock.lock();
    mp::Process process{take_and_die, std::ref(lock)};
    std::string why;
    try {
      process.spawn().start();
    } catch (const mp::Error& error) {
      why = error.what();
    }
    support::require(why.find("only forks share it") != std::string::npos);
  })));
}
#endif

TEST_CASE("on a stage an object that was handed has its name, and its acts wake those who wait") {
  support::NothingLeft nothing_left;
  const auto body = [] {
    mp::Queue<int> queue;
    mp::Process process{put_one, std::ref(queue)};
    process.spawn().start();
    mp::say("got {}", queue.get());
    process.join();
  };
  support::Follower follower;
  for (const auto& run : {support::run_free(body), support::run_held(body, follower)}) {
    CHECK(support::broken_laws(run.timeline) == std::vector<std::string>{});
    INFO(run.timeline.end.reason);
    CHECK(run.timeline.end.status == "ok");
    CHECK(support::printed(run.timeline) ==
          std::vector<std::string>{"child-1: puts", "parent: got 1"});
    const auto puts = support::of_kind(run.timeline, probe::Kind::put);
    REQUIRE(puts.size() == 1);
    CHECK(puts[0].act.object.to_string() == "queue-1");
  }
  const auto found = support::explored(body);
  CHECK(found.is_complete);
  CHECK(found.count == "1");
}
