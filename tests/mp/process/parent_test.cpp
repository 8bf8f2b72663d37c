#include "core/mp/parent.hpp"

#include <poll.h>

#include "core/mp/event.hpp"
#include "core/mp/fork.hpp"
#include "core/mp/pool.hpp"
#include "core/mp/process.hpp"
#include "core/mp/say.hpp"
#include "tests/mp/children.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/explored.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/laws.hpp"

using namespace std::chrono_literals;
using support::seconds_of;

namespace {

int exit_code_of(mp::Process& process) {
  process.start();
  REQUIRE(process.join_for(10s));
  return process.exit_status()->code();
}

void exit_unless_parent_is(pid_t pid, const std::string& name) {
  const auto parent = mp::parent_process();
  std::_Exit(parent && parent->pid() == pid && parent->name() == name && parent->is_alive() ? 0
                                                                                            : 1);
}

}  // namespace

TEST_CASE("a process that mp started knows its parent, and one that it did not knows of none") {
  support::NothingLeft nothing_left;
  CHECK_FALSE(mp::parent_process());
  CHECK(support::ends_well(support::child_that([] { support::require(!mp::parent_process()); })));
  const pid_t forked = mp::fork();
  if (forked == 0) exit_unless_parent_is(::getppid(), "MainProcess");
  CHECK(mp::wait_for(forked).ok());
  for (const bool spawns : {false, true}) {
    CAPTURE(spawns);
    mp::Process process{exit_unless_parent_is, ::getpid(), std::string("MainProcess")};
    process.spawn(spawns);
    CHECK(exit_code_of(process) == 0);
  }
  mp::Process clerk{[] {
    mp::Process below{exit_unless_parent_is, ::getpid(), std::string("clerk")};
    below.spawn().start();
    below.join();
    std::_Exit(below.exit_status()->code());
  }};
  clerk.name("clerk");
  CHECK(exit_code_of(clerk) == 0);
  mp::Pool pool{1};
  CHECK(pool.apply([](pid_t pid) { return mp::parent_process()->pid() == pid; }, ::getpid()));
}

TEST_CASE("a child waits for its parent's end, at most until the limit, and sees it at once") {
  support::NothingLeft nothing_left;
  struct Facts {
    std::atomic<bool> refused, was_alive, saw_end;
    std::atomic<pid_t> child;
  };
  support::Shared<Facts> facts;
  const pid_t parent = support::child_that([&] {
    mp::Process child{[&] {
      auto parent_of = mp::parent_process();
      facts->was_alive = parent_of->is_alive();
      const double waited = seconds_of([&] { facts->refused = !parent_of->join_for(200ms); });
      facts->refused = facts->refused && waited >= 0.2 && waited < 0.5;
      facts->child = ::getpid();
      parent_of->join();
      pollfd entry{parent_of->sentinel(), POLLIN, 0};
      facts->saw_end =
          !parent_of->is_alive() && parent_of->join_for(0s) && ::poll(&entry, 1, 0) == 1;
      // One asked for too late is known to have ended, too.
      facts->saw_end = facts->saw_end && !mp::parent_process()->is_alive() &&
                       mp::parent_process()->pid() == parent_of->pid();
    }};
    child.start();
    for (;;) ::pause();
  });
  REQUIRE(support::eventually([&] { return facts->child != 0; }));
  support::kill_now(parent);
  CHECK(support::eventually([&] { return facts->saw_end.load(); }, 2));
  CHECK(facts->was_alive);
  CHECK(facts->refused);
  support::ends_well(facts->child);  // an orphan, which the test has adopted
}

TEST_CASE("on a stage a child waits for its parent as a process waits for another, and wakes up") {
  support::NothingLeft nothing_left;
  const auto body = [] {
    const pid_t child = mp::fork();
    if (child != 0) return mp::say("goes");
    mp::parent_process()->join();
    mp::say("is alone");
  };
  support::Follower follower;
  for (const auto& run : {support::run_free(body), support::run_held(body, follower)}) {
    CHECK(support::broken_laws(run.timeline) == std::vector<std::string>{});
    CHECK(run.timeline.end.status == "ok");
    CHECK(support::printed(run.timeline) ==
          std::vector<std::string>{"parent: goes", "child-1: is alone"});
    const auto waits = support::of_kind(run.timeline, probe::Kind::wait);
    REQUIRE(waits.size() == 1);
    CHECK(waits[0].act.peer_name == "parent");
  }
  const auto found = support::explored(body);
  CHECK(found.is_complete);
  CHECK(found.count == "1");
}

TEST_CASE("a child and a parent that wait for each other are a circle") {
  support::NothingLeft nothing_left;
  const auto run = support::run_free([] {
    mp::Process child{[] { mp::parent_process()->join(); }};
    child.start();
    child.join();
  });
  CHECK(run.timeline.end.status == "deadlock");
  CHECK_THAT(run.timeline.end.reason,
             ContainsSubstring("child-1") && ContainsSubstring("waits for parent"));
}
