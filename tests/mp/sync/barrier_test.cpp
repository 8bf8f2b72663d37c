#include "core/mp/barrier.hpp"

#include <deque>
#include <set>
#include <thread>

#include "core/mp/error.hpp"
#include "core/mp/process.hpp"
#include "core/mp/say.hpp"
#include "tests/mp/children.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/laws.hpp"

using namespace std::chrono_literals;
using support::seconds_of;

namespace {

struct Facts {
  std::atomic<long> came, passed, broken;
  std::atomic<bool> stop;
};

/// A child that waits at the barrier, and says what became of that.
pid_t waiter_at(mp::Barrier& barrier, const support::Shared<Facts>& facts) {
  return support::child_that([&] {
    try {
      barrier.wait();
      ++facts->passed;
    } catch (const mp::BrokenBarrier&) {
      ++facts->broken;
    }
  });
}

bool come_to_wait(const mp::Barrier& barrier, std::size_t count) {
  return support::eventually([&] { return barrier.waiting() == count; });
}

std::string breakage_of(mp::Barrier& barrier) {
  try {
    barrier.wait_for(5s);
  } catch (const mp::BrokenBarrier& error) {
    return error.what();
  }
  return "passed";
}

}  // namespace

TEST_CASE("a barrier lets all go on when the last has arrived, and tells each as which it came") {
  support::NothingLeft nothing_left;
  mp::Barrier barrier{3};
  support::Shared<std::array<std::atomic<int>, 3>> numbers;
  for (int round = 1; round <= 20; ++round) {
    std::vector<pid_t> children;
    for (int i = 0; i < 2; ++i)
      children.push_back(support::child_that([&] { ++(*numbers)[barrier.wait()]; }));
    REQUIRE(come_to_wait(barrier, 2));
    CHECK(barrier.wait() == 2);
    CHECK(support::end_well(children));
    CHECK((*numbers)[0] == round);
    CHECK((*numbers)[1] == round);
  }
  CHECK(barrier.parties() == 3);
  CHECK(barrier.waiting() == 0);
  CHECK_FALSE(barrier.is_broken());
  CHECK(mp::Barrier{1}.wait() == 0);
  CHECK_THROWS_AS(mp::Barrier{0}, mp::Error);
  CHECK_THROWS_AS(mp::Barrier{1025}, mp::Error);
}

TEST_CASE("processes that go round and round are never more than one round apart") {
  support::NothingLeft nothing_left;
  mp::Barrier barrier{3};
  support::Shared<std::array<std::atomic<long>, 3>> rounds;
  std::vector<pid_t> children;
  for (std::size_t i = 0; i < 3; ++i) {
    children.push_back(support::child_that([&, i] {
      for (int round = 0; round < 300; ++round) {
        ++(*rounds)[i];
        barrier.wait();
        for (const auto& other : *rounds) support::require(other > round && other <= round + 2);
      }
    }));
  }
  CHECK(support::end_well(children));
}

TEST_CASE("the last to arrive does the action before any goes on") {
  support::NothingLeft nothing_left;
  support::Shared<Facts> facts;
  mp::Barrier barrier{2, [&] {
                        if (facts->passed != 0) throw std::logic_error("one has passed already");
                        ++facts->came;
                      }};
  const pid_t child = waiter_at(barrier, facts);
  REQUIRE(come_to_wait(barrier, 1));
  CHECK(barrier.wait() == 1);
  CHECK(support::ends_well(child));
  CHECK(facts->came == 1);
  CHECK(facts->passed == 1);
  // Now the action fails: that is told to the one that did it, and the others see it broken.
  const pid_t other = waiter_at(barrier, facts);
  REQUIRE(come_to_wait(barrier, 1));
  CHECK_THROWS_AS(barrier.wait(), std::logic_error);
  CHECK(support::ends_well(other));
  CHECK(facts->broken == 1);
  CHECK(barrier.is_broken());
  CHECK_THAT(breakage_of(barrier), ContainsSubstring("its action failed"));
}

TEST_CASE("one that waits for too long breaks the barrier for all, until it is reset") {
  support::NothingLeft nothing_left;
  mp::Barrier barrier{3};
  support::Shared<Facts> facts;
  const pid_t child = waiter_at(barrier, facts);
  REQUIRE(come_to_wait(barrier, 1));
  const double waited =
      seconds_of([&] { CHECK_THROWS_AS(barrier.wait_for(200ms), mp::BrokenBarrier); });
  CHECK(waited >= 0.2);
  CHECK(waited < 0.5);
  CHECK(support::ends_well(child));
  CHECK(facts->broken == 1);
  CHECK_THAT(breakage_of(barrier), ContainsSubstring("waited for too long"));
  barrier.reset();
  CHECK_FALSE(barrier.is_broken());
  const std::vector<pid_t> children = {waiter_at(barrier, facts), waiter_at(barrier, facts)};
  barrier.wait();
  CHECK(support::end_well(children));
  CHECK(facts->passed == 2);
}

TEST_CASE("abort and reset send those who wait away, and only abort those who come later") {
  support::NothingLeft nothing_left;
  mp::Barrier barrier{2};
  support::Shared<Facts> facts;
  const pid_t one = waiter_at(barrier, facts);
  REQUIRE(come_to_wait(barrier, 1));
  barrier.reset();
  CHECK(support::ends_well(one));
  CHECK(facts->broken == 1);
  const pid_t two = waiter_at(barrier, facts);
  REQUIRE(come_to_wait(barrier, 1));
  barrier.abort();
  CHECK(support::ends_well(two));
  CHECK(facts->broken == 2);
  CHECK_THAT(breakage_of(barrier), ContainsSubstring("abort() was called"));
}

TEST_CASE("one that is killed while it waits breaks the barrier, and all are told its PID") {
  support::NothingLeft nothing_left;
  mp::Barrier barrier{3};
  support::Shared<Facts> facts;
  const pid_t dead = waiter_at(barrier, facts);
  const pid_t other = waiter_at(barrier, facts);
  REQUIRE(come_to_wait(barrier, 2));
  support::kill_now(dead);
  CHECK(support::ends_well(other, 2));
  CHECK(facts->broken == 1);
  CHECK_THAT(breakage_of(barrier), ContainsSubstring("process " + std::to_string(dead)));
}

TEST_CASE("one that is killed in its action breaks the barrier") {
  support::NothingLeft nothing_left;
  mp::Barrier barrier{2, [] { ::raise(SIGKILL); }};
  support::Shared<Facts> facts;
  const pid_t first = waiter_at(barrier, facts);
  REQUIRE(come_to_wait(barrier, 1));
  const pid_t last = waiter_at(barrier, facts);
  os::await_end(last);
  os::try_reap(last);
  CHECK(support::ends_well(first, 2));
  CHECK(facts->broken == 1);
}

TEST_CASE("a process killed at any instant at a barrier leaves nobody stuck", "[slow]") {
  support::NothingLeft nothing_left;
  struct Meeting {
    mp::Barrier barrier{3};
    support::Shared<Facts> facts;
    std::vector<pid_t> children;
  };
  std::mt19937 random(7);
  for (int round = 0; round < 5; ++round) {
    // The others wait until their time is up: at six barriers at once.
    std::deque<Meeting> meetings(6);
    for (Meeting& meeting : meetings) {
      for (int i = 0; i < 3; ++i) {
        meeting.children.push_back(support::child_that([&meeting] {
          Facts& facts = *meeting.facts;
          try {
            while (!facts.stop) meeting.barrier.wait_for(2s), ++facts.passed;
          } catch (const mp::BrokenBarrier&) {
            ++facts.broken;
          }
        }));
      }
    }
    std::ptrdiff_t victim = 0;
    for (Meeting& meeting : meetings) {
      CHECK(support::random_progress(meeting.facts->passed, random, 500));
      const auto killed = meeting.children.begin() + victim++ % 3;
      support::kill_now(*killed);
      meeting.children.erase(killed);
    }
    for (const Meeting& meeting : meetings) {
      CHECK(support::end_well(meeting.children));
      CHECK(meeting.facts->broken == 2);
    }
  }
}

TEST_CASE("threads meet at a barrier, too") {
  support::NothingLeft nothing_left;
  mp::Barrier barrier{2};
  std::set<std::size_t> numbers;
  std::size_t of_thread = 9;
  std::thread thread([&] { of_thread = barrier.wait(); });
  numbers.insert(barrier.wait());
  thread.join();
  numbers.insert(of_thread);
  CHECK(numbers == std::set<std::size_t>{0, 1});
}

TEST_CASE("to arrive at a barrier and to pass it are events, and a death there wakes the others") {
  support::NothingLeft nothing_left;
  const auto meet = [] {
    mp::Barrier barrier{2};
    mp::Process child{[&] { barrier.wait(); }};
    child.start();
    barrier.wait();
    child.join();
  };
  support::Follower follower;
  for (const auto& run : {support::run_free(meet), support::run_held(meet, follower)}) {
    CHECK(support::broken_laws(run.timeline) == std::vector<std::string>{});
    CHECK(run.timeline.end.status == "ok");
    const auto arrivals = support::of_kind(run.timeline, probe::Kind::unlock);
    const auto passes = support::of_kind(run.timeline, probe::Kind::lock);
    REQUIRE(arrivals.size() == 2);
    REQUIRE(passes.size() == 2);
    CHECK(arrivals[0].act.value == "1/2");
    CHECK(arrivals[1].act.value == "2/2");
    CHECK(arrivals[1].seq < passes[0].seq);
  }
  const auto lose_one = [] {
    mp::Barrier barrier{3};
    mp::Process dead{[&] { barrier.wait(); }};
    dead.start();
    mp::Process told{[&] {
      try {
        barrier.wait();
      } catch (const mp::BrokenBarrier&) {
        mp::say("broken");
      }
    }};
    told.start();
    dead.kill();
    dead.join();
    told.join();
  };
  support::Follower other;
  for (const auto& run : {support::run_free(lose_one), support::run_held(lose_one, other)}) {
    CHECK(run.timeline.end.status != "hung");
    const auto said = support::printed(run.timeline);
    if (run.timeline.end.status == "ok") CHECK(said == std::vector<std::string>{"child-2: broken"});
  }
}
