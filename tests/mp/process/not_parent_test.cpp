#include <signal.h>
#include <unistd.h>

#include <functional>
#include <vector>

#include "core/mp/event.hpp"
#include "core/mp/process.hpp"
#include "tests/mp/children.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/laws.hpp"

using namespace std::chrono_literals;
using mp::ExitStatus;
using support::child_that;
using support::ends_well;

// What a process can do with a copy of a Process that is not its child,
// inherited by a fork.

namespace {

using Signal = void (*)(mp::Process&);
const Signal kTerminate = [](mp::Process& process) { process.terminate(); };
const Signal kKill = [](mp::Process& process) { process.kill(); };

void rest_until_terminated() {
  ::signal(SIGTERM, SIG_DFL);  // the test's own handler is none of ours
  for (;;) ::pause();
}

}  // namespace

TEST_CASE("a copy of a process may terminate and kill it, and the parent reaps it") {
  support::NothingLeft nothing_left;
  for (const auto& way : {std::pair(kTerminate, SIGTERM), std::pair(kKill, SIGKILL)}) {
    const auto& signal = way.first;
    mp::Event ready;
    mp::Process process{[&] {
      ::signal(SIGTERM, SIG_DFL);
      ready.set();
      rest_until_terminated();
    }};
    process.start();
    ready.wait();
    CHECK(ends_well(child_that([&] { signal(process); })));
    REQUIRE(process.join_for(5s));
    CHECK(process.exit_status() == ExitStatus::killed(way.second));
    // It has been reaped, so there is no receiver.
    CHECK(ends_well(child_that([&] { signal(process); })));
  }
}

TEST_CASE("a signal from a copy needs no more than the descriptor that it has") {
  support::NothingLeft nothing_left;
  mp::Process lost{[] { rest_until_terminated(); }};
  lost.start();
  mp::Event go;
  const pid_t late = child_that([&] {
    go.wait();
    lost.kill();
    lost.terminate();
  });
  lost.kill();
  lost.join();
  go.set();  // its PID may be reused by now
  CHECK(ends_well(late));
}

TEST_CASE("whether it lives, and how it ended, is for the parent alone to ask") {
  support::NothingLeft nothing_left;
  mp::Process process{[] { rest_until_terminated(); }};
  process.name("reader").start();
  const std::vector<std::function<void()>> questions = {
      [&] { process.is_alive(); },
      [&] { process.exit_status(); },
      [&] { process.join(); },
      [&] { process.join_for(0s); },
  };
  const auto is_refused = [](const std::function<void()>& question) {
    try {
      question();
    } catch (const mp::Error& error) {
      return std::string(error.what()).find("a child of this process") != std::string::npos;
    }
    return false;
  };
  const pid_t child = child_that([&] {
    support::require(process.name() == "reader");
    support::require(process.pid().has_value());
    support::require(process.sentinel() >= 0);
    for (const auto& question : questions) support::require(is_refused(question));
  });
  CHECK(ends_well(child));
  CHECK(process.is_alive());
  process.kill();
  process.join();
  // What was known before the fork is known after it.
  CHECK(ends_well(child_that([&] {
    support::require(process.exit_status() == ExitStatus::killed(SIGKILL));
    support::require(!process.is_alive());
    process.join();
  })));
}

TEST_CASE("a process that its sibling terminates is no failure of the demo") {
  support::NothingLeft nothing_left;
  const auto body = [] {
    mp::Process first{[] { rest_until_terminated(); }};
    first.start();
    mp::Process second{[&] { first.kill(); }};
    second.start();
    first.join();
    second.join();
  };
  const auto run = support::run_free(body);
  CHECK(support::broken_laws(run.timeline) == std::vector<std::string>{});
  CHECK(run.timeline.end.status == "ok");
  const auto ends = support::of_kind(run.timeline, probe::Kind::signal);
  REQUIRE(ends.size() == 1);
  CHECK(ends[0].name == "child-1");
  CHECK(ends[0].act.signal == SIGKILL);
  const auto signals = support::of_kind(run.timeline, probe::Kind::terminate);
  REQUIRE(signals.size() == 1);
  CHECK(signals[0].name == "child-2");
}
