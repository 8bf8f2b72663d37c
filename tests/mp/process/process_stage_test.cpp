#include <signal.h>
#include <unistd.h>

#include <cstdio>

#include "core/mp/process.hpp"
#include "core/mp/say.hpp"
#include "core/mp/sleep.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/laws.hpp"

using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

TEST_CASE("S04: with join the child's line comes first, in 100 of 100 runs") {
  support::NothingLeft nothing_left;
  for (int i = 0; i < 100; ++i) {
    const auto run = support::run_free([] {
      mp::Process process{
          [](const std::string& a, const std::string& b) { mp::say("{} {}", a, b); }, "test",
          "dev"};
      process.start();
      process.join();
      mp::say("Process end");
    });
    REQUIRE(support::broken_laws(run.timeline) == Lines{});
    REQUIRE(support::printed(run.timeline) == Lines{"child-1: test dev", "parent: Process end"});
  }
}

TEST_CASE("S04: without join either line may come first, but the parent ends last") {
  support::NothingLeft nothing_left;
  for (int i = 0; i < 100; ++i) {
    const auto run = support::run_free([] {
      mp::Process process{[] { mp::say("here"); }};
      process.start();
      mp::say("Process end");
    });
    REQUIRE(support::broken_laws(run.timeline) == Lines{});
    REQUIRE(support::printed(run.timeline).size() == 2);
    REQUIRE(run.timeline.events.back().name == "parent");
  }
}

TEST_CASE("S05: text that waits in a buffer when a process starts is printed once, before it") {
  support::NothingLeft nothing_left;
  const auto run = support::run_free([] {
    std::printf("the parent's\n");
    mp::Process process{[] { std::printf("the child's\n"); }};
    process.start();
    process.join();
  });
  CHECK(support::broken_laws(run.timeline) == Lines{});
  const auto output = support::of_kind(run.timeline, probe::Kind::output);
  REQUIRE(output.size() == 2);
  CHECK(output[0].act.text == "the parent's\n");
  CHECK(output[0].name == "parent");
  CHECK(output[1].act.text == "the child's\n");
  CHECK(output[1].name == "child-1");
}

TEST_CASE("a process that the demo terminates is no failure of the demo") {
  support::NothingLeft nothing_left;
  const auto body = [] {
    mp::Process process{[] { mp::sleep_for(1h); }};
    process.name("reader").start();
    process.terminate();
    process.join();
  };
  support::Follower follower;
  for (const auto& run : {support::run_free(body), support::run_held(body, follower)}) {
    CHECK(support::broken_laws(run.timeline) == Lines{});
    CHECK(run.timeline.end.status == "ok");
    const auto ends = support::of_kind(run.timeline, probe::Kind::signal);
    REQUIRE(ends.size() == 1);
    CHECK(ends[0].name == "reader");
    CHECK(ends[0].act.signal == SIGTERM);
  }
}

TEST_CASE("a sleep is told, and takes as much less time as the reader wants") {
  support::NothingLeft nothing_left;
  choice::RunOptions fast;
  fast.speed = 100;
  const auto run = support::run_free([] { mp::sleep_for(5s); }, fast);
  const auto sleeps = support::of_kind(run.timeline, probe::Kind::sleep);
  REQUIRE(sleeps.size() == 1);
  CHECK(sleeps[0].act.duration == std::chrono::seconds(5));
  const auto took = *run.timeline.events.back().t - *sleeps[0].t;
  CHECK(took >= 50ms);
  CHECK(took < 2s);
}

TEST_CASE("who sleeps is not asked, and others may act meanwhile") {
  support::NothingLeft nothing_left;
  support::Follower follower;
  const auto run = support::run_held(
      [] {
        mp::Process process{[] { mp::say("while the parent sleeps"); }};
        process.start();
        mp::sleep_for(100ms);
        mp::say("awake");
        process.join();
      },
      follower);
  CHECK(support::broken_laws(run.timeline) == Lines{});
  CHECK(support::printed(run.timeline) ==
        Lines{"child-1: while the parent sleeps", "parent: awake"});
}
