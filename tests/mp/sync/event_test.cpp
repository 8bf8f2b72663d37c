#include "core/mp/event.hpp"

#include "core/mp/fork.hpp"
#include "tests/mp/children.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/laws.hpp"

using namespace std::chrono_literals;
using support::seconds_of;

TEST_CASE("N06: an event that is not set makes wait, at most until the limit") {
  mp::Event event;
  CHECK_FALSE(event.is_set());
  CHECK(seconds_of([&] { CHECK_FALSE(event.wait_for(0s)); }) < 0.1);
  CHECK(seconds_of([&] { CHECK_FALSE(event.wait_for(-1s)); }) < 0.1);
  const double waited = seconds_of([&] { CHECK_FALSE(event.wait_for(200ms)); });
  CHECK(waited >= 0.2);
  CHECK(waited < 0.5);
}

TEST_CASE("N06: a child sets it, and set twice, clear twice") {
  support::NothingLeft nothing_left;
  mp::Event event;
  const pid_t child = support::child_that([&] { event.set(); });
  CHECK(event.wait_for(5s));
  CHECK(support::ends_well(child));
  event.set();
  event.wait();
  CHECK(event.wait_for(0s));
  event.clear();
  event.clear();
  CHECK_FALSE(event.is_set());
  CHECK_FALSE(event.wait_for(0s));
}

TEST_CASE("N06: all who wait are released, even when it is cleared at once") {
  support::NothingLeft nothing_left;
  mp::Event event;
  std::vector<pid_t> children;
  for (int i = 0; i < 3; ++i) {
    children.push_back(support::child_that([&] { event.wait(); }));
  }
  const auto all_asleep = [&] {
    for (const pid_t child : children)
      if (os::state_of(child)->state != 'S') return false;
    return true;
  };
  REQUIRE(support::eventually(all_asleep));
  event.set();
  event.clear();
  CHECK(support::end_well(children));
}

TEST_CASE("to set an event is an unlock, to wait for it a lock, in free and held runs") {
  support::NothingLeft nothing_left;
  const auto body = [] {
    mp::Event event;
    const pid_t child = mp::fork();
    if (child == 0) return event.set();
    event.wait();
    mp::wait_for(child);
  };
  const auto check = [](const support::Staged& run) {
    CHECK(support::broken_laws(run.timeline) == std::vector<std::string>{});
    const auto sets = support::of_kind(run.timeline, probe::Kind::unlock);
    const auto waits = support::of_kind(run.timeline, probe::Kind::lock);
    REQUIRE(sets.size() == 1);
    REQUIRE(waits.size() == 1);
    CHECK(sets[0].act.object.to_string() == "event-1");
    CHECK(waits[0].act.object.to_string() == "event-1");
    CHECK(sets[0].seq < waits[0].seq);
  };
  check(support::run_free(body));
  support::Follower follower;
  check(support::run_held(body, follower));
}
