#include <unistd.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/mp/pool.hpp"
#include "core/mp/say.hpp"
#include "core/mp/sleep.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/laws.hpp"

using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

namespace {

/// A task of the lesson: its duration decides the order.
pid_t nap(int i) {
  mp::sleep_for((6 - i) * 1s);
  return ::getpid();
}

/// What each event of a run did to the pool, in order: "put task 1".
Lines acts_on_pool(const record::Timeline& timeline) {
  Lines acts;
  for (const auto& event : timeline.events) {
    if (event.act.object.to_string() != "pool-1") continue;
    const std::string status = event.act.status ? " " + std::to_string(*event.act.status) : "";
    acts.push_back(std::string(name_of(event.act.kind)) + " " + event.act.value + status);
  }
  return acts;
}

std::ptrdiff_t place_of(const Lines& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) - lines.begin();
}

/// The tasks in the order in which they were finished, how many workers did them and how
/// many were started, and how long it took.
struct Naps {
  std::string finished;
  std::size_t workers, started;
  std::chrono::nanoseconds took;
};
Naps naps(int workers) {
  choice::RunOptions run_options;
  run_options.speed = 10;
  const auto run = support::run_free(
      [=] {
        mp::Pool pool{workers};
        std::vector<mp::Future<pid_t>> futures;
        for (int i = 0; i < 5; ++i) futures.push_back(pool.apply_async(nap, i));
        pool.close();
        pool.join();
        std::set<pid_t> pids;
        for (auto& future : futures) pids.insert(future.get());
        mp::say("{}", pids.size());
      },
      run_options);
  CHECK(support::broken_laws(run.timeline) == Lines{});
  CHECK(run.timeline.end.status == "ok");
  std::string finished;
  for (const auto& event : support::of_kind(run.timeline, probe::Kind::task)) {
    if (event.act.status) finished += event.act.value.back();
  }
  const auto lines = support::printed(run.timeline);
  REQUIRE(lines.size() == 1);
  return {finished, std::stoul(lines[0].substr(lines[0].rfind(' '))),
          support::of_kind(run.timeline, probe::Kind::fork).size(), *run.timeline.events.back().t};
}

}  // namespace

TEST_CASE("S08: two workers finish the five naps 1, 0, then 2 and 3, then 4") {
  support::NothingLeft nothing_left;
  const Naps two = naps(2);
  CHECK((two.finished == "10234" || two.finished == "10324"));
  CHECK(two.workers == 2);
  CHECK(two.started == 2);
  CHECK(two.took >= 1.1s);
  CHECK(two.took < 2.5s);
}

TEST_CASE("S08: five workers finish the five naps 4, 3, 2, 1, 0") {
  support::NothingLeft nothing_left;
  const Naps five = naps(5);
  CHECK(five.finished == "43210");
  CHECK(five.workers == 5);
  // The pool is closed: who finds no task leaves while others nap, and is not replaced.
  CHECK(five.started == 5);
  CHECK(five.took >= 0.6s);
  CHECK(five.took < 2s);
}

TEST_CASE("a pool on a stage: tasks are put, taken, finished and got, in that order") {
  support::NothingLeft nothing_left;
  const auto body = [] {
    mp::Pool pool{2};
    auto good = pool.apply_async([](int i) { return i; }, 5);
    auto bad = pool.apply_async([] { throw std::runtime_error("no"); });
    mp::say("{}", good.get());
    try {
      bad.get();
    } catch (const std::runtime_error& error) {
      mp::say("{}", error.what());
    }
    pool.close();
    pool.join();
  };
  support::Follower follower;
  for (const bool held : {false, true}) {
    const auto run = held ? support::run_held(body, follower) : support::run_free(body);
    CHECK(support::broken_laws(run.timeline) == Lines{});
    CHECK(run.timeline.end.status == "ok");
    CHECK(run.timeline.end.reason.empty());
    CHECK(support::printed(run.timeline) == Lines{"parent: 5", "parent: no"});
    const Lines acts = acts_on_pool(run.timeline);
    const Lines story{"put task 0", "task task 0", "task task 0 0", "get result of task 0"};
    for (std::size_t i = 1; i < story.size(); ++i)
      CHECK(place_of(acts, story[i - 1]) < place_of(acts, story[i]));
    CHECK(std::count(acts.begin(), acts.end(), "task task 1 1") == 1);
    std::set<std::string> names;
    for (const auto& event : support::of_kind(run.timeline, probe::Kind::fork))
      names.insert(event.act.peer_name);
    CHECK(names == std::set<std::string>{"worker-1", "worker-2"});
    const auto puts = support::of_kind(run.timeline, probe::Kind::put);
    REQUIRE(puts.size() == 2);
    CHECK(puts[0].act.file == "tests/mp/pool/pool_stage_test.cpp");
    CHECK(puts[0].act.line > 0);
  }
}

TEST_CASE("a pool on a stage that is terminated, and one that replaces its workers") {
  support::NothingLeft nothing_left;
  const auto ended = support::run_free([] {
    mp::Pool pool{3};
    for (int i = 0; i < 5; ++i) pool.apply_async([] { ::pause(); });
  });
  CHECK(support::broken_laws(ended.timeline) == Lines{});
  CHECK(ended.timeline.end.status == "ok");
  CHECK(support::of_kind(ended.timeline, probe::Kind::terminate).size() == 3);

  support::Follower follower;
  const auto replacing = [] {
    mp::Pool pool{1, mp::Pool::Options{{}, 1}};
    for (int i = 0; i < 3; ++i) mp::say("{}", pool.apply([](int n) { return n; }, i));
    pool.close();
    pool.join();
  };
  for (const bool held : {false, true}) {
    const auto run = held ? support::run_held(replacing, follower) : support::run_free(replacing);
    CHECK(support::broken_laws(run.timeline) == Lines{});
    CHECK(run.timeline.end.status == "ok");
    CHECK(run.timeline.end.reason.empty());
    CHECK(support::printed(run.timeline) == Lines{"parent: 0", "parent: 1", "parent: 2"});
  }
}
