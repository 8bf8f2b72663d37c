#include <signal.h>

#include "core/mp/fork.hpp"
#include "core/mp/lock.hpp"
#include "core/mp/process.hpp"
#include "core/mp/queue.hpp"
#include "core/mp/say.hpp"
#include "core/mp/sleep.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/laws.hpp"

using choice::Answer;
using support::printed;
using Lines = std::vector<std::string>;
using namespace std::chrono_literals;

namespace {

choice::RunOptions controlled(const char* schedule = nullptr) {
  choice::RunOptions run_options;
  run_options.mode = record::Mode::controlled;
  if (schedule) run_options.schedule = *choice::Schedule::parse(schedule);
  return run_options;
}

/// Three processes that sleep for hours, the last one longest.
void sleepers() {
  mp::Process slow{[] {
    mp::sleep_for(5h);
    mp::say("five");
  }};
  mp::Process quick{[] {
    mp::sleep_for(2h);
    mp::say("two");
  }};
  slow.start();
  quick.start();
  mp::sleep_for(3h);
  mp::say("three");
  slow.join();
  quick.join();
}

/// Two locks, taken in opposite order.
void crossed() {
  mp::Lock a;
  mp::Lock b;
  mp::Process ann{[&] {
    a.lock();
    b.lock();
    b.unlock();
    a.unlock();
  }};
  mp::Process ben{[&] {
    b.lock();
    a.lock();
    a.unlock();
    b.unlock();
  }};
  ann.name("ann").start();
  ben.name("ben").start();
  ann.join();
  ben.join();
}

}  // namespace

TEST_CASE("sleeps of hours take no time, and end in the order of the clock") {
  support::NothingLeft nothing_left;
  const auto run = support::run_free(sleepers, controlled());
  CHECK(support::broken_laws(run.timeline) == Lines{});
  CHECK(printed(run.timeline) == Lines{"child-2: two", "parent: three", "child-1: five"});
  CHECK(*run.timeline.events.back().t < 20s);
}

TEST_CASE("a sleep may end before a shorter one, as if the other were slow") {
  support::NothingLeft nothing_left;
  // The parent forks both and goes to sleep; then the slow one overtakes.
  const auto run = support::run_free(sleepers, controlled("1x3.2.3.2x2"));
  CHECK(support::broken_laws(run.timeline) == Lines{});
  CHECK(printed(run.timeline).front() == "child-1: five");
}

TEST_CASE("a schedule that wakes somebody too early is refused where sleeps are honoured") {
  support::NothingLeft nothing_left;
  auto run_options = controlled("1x3.2.3.2x2");
  run_options.honours_sleep = true;
  const auto run = support::run_free(sleepers, run_options);
  CHECK(run.result.misfit);
  CHECK_THAT(run.timeline.end.reason, ContainsSubstring("choice 6 of 7 is process 2, child-1"));
  CHECK_THAT(run.timeline.end.reason, ContainsSubstring("which sleeps"));
}

TEST_CASE("a wait with a limit ends when the clock of the stage says so") {
  support::NothingLeft nothing_left;
  const auto run = support::run_free(
      [] {
        mp::Queue<int> queue;
        mp::Process late{[&] {
          mp::sleep_for(10min);
          queue.put(7);
        }};
        late.start();
        mp::say("{}", queue.get_for(5min).has_value());
        mp::say("{}", queue.get_for(6min).value_or(0));
        mp::say("{}", queue.try_get().has_value());
        mp::say("{}", late.join_for(1h));
      },
      controlled());
  CHECK(support::broken_laws(run.timeline) == Lines{});
  CHECK(printed(run.timeline) ==
        Lines{"parent: false", "parent: 7", "parent: false", "parent: true"});
}

TEST_CASE("a run has the choices that were made, and they make the same run") {
  support::NothingLeft nothing_left;
  const auto first = support::run_free(sleepers, controlled());
  CHECK(first.timeline.end.schedule == first.result.schedule.to_string());
  const auto again = support::run_free(sleepers, controlled(first.timeline.end.schedule.c_str()));
  CHECK(again.timeline.end.status == "ok");
  CHECK(again.result.schedule == first.result.schedule);
  CHECK(printed(again.timeline) == printed(first.timeline));
}

TEST_CASE("a schedule of which the demo leaves choices over is refused") {
  support::NothingLeft nothing_left;
  const auto run = support::run_free([] { mp::say("all"); }, controlled("1x3"));
  CHECK(run.result.misfit);
  CHECK(run.timeline.end.status == "failed");
  CHECK(run.timeline.end.reason ==
        "the schedule does not fit: it has 3 choices, and the demo had ended after 2");
}

TEST_CASE("the beginning of a schedule is enough, and the rest goes by the clock") {
  support::NothingLeft nothing_left;
  const auto run = support::run_free(sleepers, controlled("1x2"));
  CHECK_FALSE(run.result.misfit);
  CHECK(printed(run.timeline).size() == 3);
}

TEST_CASE("who goes back is told how the run has got there, and it ends") {
  support::NothingLeft nothing_left;
  support::Follower follower;
  follower.choose = [](const choice::Point& point, std::size_t index) {
    return Answer{index < 4 ? Answer::What::act : Answer::What::back, point.proposed};
  };
  const auto run = support::run_held(sleepers, follower);
  CHECK(run.result.back);
  CHECK(run.result.schedule.size() == 4);
}

TEST_CASE("who is terminated is gone before the next act of anybody") {
  support::NothingLeft nothing_left;
  const auto body = [] {
    mp::Process child{[] {
      for (;;) mp::say("here");
    }};
    child.start();
    child.terminate();
    mp::say("gone");
    child.join();
  };
  for (int i = 0; i < 50; ++i) {
    support::Follower follower;
    const auto run = support::run_held(body, follower);
    CHECK(printed(run.timeline) == Lines{"parent: gone"});
    for (const auto& point : follower.points) {
      const bool says_gone = point.roles[0].next.kind == probe::Kind::print;
      if (says_gone) REQUIRE(point.roles.size() == 1);
    }
  }
}

TEST_CASE("who catches the signal that shall end it goes on") {
  support::NothingLeft nothing_left;
  const auto run = support::run_free(
      [] {
        mp::Process child{[] {
          ::signal(SIGTERM, [](int) {});
          mp::say("caught nothing yet");
          mp::say("still here");
        }};
        child.start();
        mp::sleep_for(1s);
        child.terminate();
        child.join();
      },
      controlled("1x2.2.1x3"));
  CHECK(support::broken_laws(run.timeline) == Lines{});
  CHECK(printed(run.timeline) == Lines{"child-1: caught nothing yet", "child-1: still here"});
}

TEST_CASE("the points say who is blocked, on what, and who holds it") {
  support::NothingLeft nothing_left;
  support::Follower follower;
  // Ann has a and wants b; then Ben has b, and keeps it.
  const choice::Schedule schedule({1, 1, 1, 2, 3, 2, 3});
  follower.choose = [&](const choice::Point& point, std::size_t index) {
    return index < schedule.size() ? Answer{Answer::What::act, choice_of(schedule, point)}
                                   : Answer{Answer::What::quit, 0};
  };
  support::run_held(crossed, follower);
  bool seen = false;
  for (const auto& point : follower.points) {
    for (const auto& role : point.roles) {
      if (role.standing != choice::Standing::blocked || role.next.object.to_string() != "lock-1")
        continue;
      seen = true;
      REQUIRE(role.held_by.size() == 1);
      CHECK(role.held_by[0] == choice::Holder{point.roles[1].pid});
      CHECK(role.name == "ben");
    }
  }
  CHECK(seen);
}

TEST_CASE("a run in which nobody can go on ends at once, and says who holds what") {
  support::NothingLeft nothing_left;
  const auto run = support::run_free(crossed, controlled("1x3.2.3.2.3"));
  CHECK(support::broken_laws(run.timeline) == Lines{});
  CHECK(run.timeline.end.status == "deadlock");
  CHECK_THAT(run.timeline.end.reason, ContainsSubstring("waits for lock-2"));
  CHECK_THAT(run.timeline.end.reason, ContainsSubstring("held by ben"));
}
