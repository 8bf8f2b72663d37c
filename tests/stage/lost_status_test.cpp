#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/mp/event.hpp"
#include "core/mp/process.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/laws.hpp"

using Lines = std::vector<std::string>;

// Children on a stage whose status goes to a part of the page that does not
// report it.

namespace {

/// Freely, and held before each act.
std::vector<support::Staged> run_both_ways(const std::function<void()>& body) {
  support::Follower follower;
  return {support::run_free(body), support::run_held(body, follower)};
}

record::Event end_of_child(const record::Timeline& timeline) {
  for (const auto& event : support::of_kind(timeline, probe::Kind::exit))
    if (event.name == "child-1") return event;
  FAIL("the child has not ended by itself");
  return {};
}

record::Event reap_of_child(const record::Timeline& timeline) {
  const auto reaps = support::of_kind(timeline, probe::Kind::reap);
  REQUIRE(reaps.size() == 1);
  return reaps[0];
}

}  // namespace

TEST_CASE("a child whose status is given to nobody ends on the record with none") {
  support::NothingLeft nothing_left;
  const auto runs = run_both_ways([] {
    ::signal(SIGCHLD, SIG_IGN);
    mp::Event go;
    // It ends when its parent knows it, and without a word.
    mp::Process process{[&] {
      go.wait();
      ::_exit(3);
    }};
    process.start();
    go.set();
    process.join();
  });
  for (const auto& run : runs) {
    CHECK(support::broken_laws(run.timeline) == Lines{});
    CHECK(run.timeline.end.status == "ok");
    CHECK_FALSE(end_of_child(run.timeline).act.status);
    CHECK_FALSE(reap_of_child(run.timeline).act.status);
    CHECK_FALSE(reap_of_child(run.timeline).act.signal);
  }
}

TEST_CASE("a child that says how it ends has said so, though its parent cannot know") {
  support::NothingLeft nothing_left;
  const auto runs = run_both_ways([] {
    ::signal(SIGCHLD, SIG_IGN);
    mp::Event go;
    mp::Process process{[&] { go.wait(); }};
    process.start();
    go.set();
    process.join();
  });
  for (const auto& run : runs) {
    CHECK(support::broken_laws(run.timeline) == Lines{});
    CHECK(end_of_child(run.timeline).act.status == 0);
    CHECK_FALSE(reap_of_child(run.timeline).act.status);
  }
}

TEST_CASE(
    "a child that the page reaps by itself is never said to have ended otherwise than it did") {
  support::NothingLeft nothing_left;
  const auto runs = run_both_ways([] {
    mp::Process process{[] { ::_exit(3); }};
    process.start();
    ::waitpid(*process.pid(), nullptr, 0);
    process.join();
  });
  for (const auto& run : runs) {
    CHECK(support::broken_laws(run.timeline) == Lines{});
    // The stage may have seen it before it was reaped.
    CHECK(end_of_child(run.timeline).act.status.value_or(3) == 3);
    CHECK_FALSE(reap_of_child(run.timeline).act.status);
  }
}
