#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

#include "core/mp/pool.hpp"
#include "core/mp/process.hpp"
#include "tests/mp/children.hpp"
#include "tests/mp/tasks.hpp"
#include "tests/support/nothing_left.hpp"

using namespace std::chrono_literals;
using mp::ExitStatus;
using support::seconds_of;

// How processes end with their object, or with the whole program.

namespace {

void rest_for_good() {
  for (;;) ::pause();
}

/// While it lives, SIGTERM ends a process, and no handler of the test program's
/// runs in those that inherit it.
class PlainTermination {
 public:
  PlainTermination() { ::sigaction(SIGTERM, &plain_, &before_); }
  PlainTermination(const PlainTermination&) = delete;
  PlainTermination& operator=(const PlainTermination&) = delete;
  ~PlainTermination() { ::sigaction(SIGTERM, &before_, nullptr); }

 private:
  struct sigaction plain_ {};
  struct sigaction before_ {};
};

}  // namespace

TEST_CASE("a daemon that ignores SIGTERM is killed after a second") {
  support::NothingLeft nothing_left;
  const PlainTermination plain;
  for (const auto& evade : std::vector<void (*)()>{
           [] { ::signal(SIGTERM, SIG_IGN); },
           [] { ::signal(SIGTERM, [](int) {}); },
           [] { ::raise(SIGSTOP); },
       }) {
    support::Shared<std::atomic<int>> ready;
    const double took = seconds_of([&] {
      mp::Process daemon{[&] {
        *ready = 1;
        evade();
        rest_for_good();
      }};
      daemon.daemon().start();
      REQUIRE(support::eventually([&] { return *ready == 1; }, 5));
      REQUIRE(support::eventually([&] { return os::is_at_rest(*daemon.pid()); }, 5));
    });
    CHECK(took >= 1);
    CHECK(took < 3);
  }
}

TEST_CASE("a daemon that inherited a handler of SIGTERM does not keep its parent waiting") {
  support::NothingLeft nothing_left;
  const PlainTermination plain;
  CHECK(support::ends_well(support::child_that([] {
    ::signal(SIGTERM, [](int) {});
    mp::Process daemon{rest_for_good};
    daemon.daemon().start();
  })));
}

TEST_CASE("exit in the middle of a program terminates daemons and awaits the others") {
  support::NothingLeft nothing_left;
  const PlainTermination plain;
  support::Shared<std::atomic<int>> finished;
  const pid_t program = support::child_that([&] {
    mp::Process stubborn{[] {
      ::signal(SIGTERM, SIG_IGN);
      rest_for_good();
    }};
    stubborn.daemon().start();
    mp::Process daemon{rest_for_good};
    daemon.daemon().start();
    mp::Process other{[&] {
      mp::Process grandchild{[&] { ++*finished; }};
      grandchild.start();
      std::exit(0);
    }};
    other.start();
    mp::Pool pool{2};
    pool.apply_async(support::hang);
    std::exit(0);
  });
  CHECK(support::ends_well(program));
  CHECK(*finished == 1);
  CHECK(support::no_process_left_within(1));  // the workers die with their parent
}

TEST_CASE("exit in a forked process leaves its parent's processes alone") {
  support::NothingLeft nothing_left;
  const PlainTermination plain;
  mp::Process sibling{rest_for_good};
  sibling.daemon().start();
  CHECK(support::ends_well(support::child_that([] { std::exit(0); })));
  CHECK(sibling.is_alive());
}

TEST_CASE("processes are taken out of a vector, and those that go are ended as ever") {
  support::NothingLeft nothing_left;
  const PlainTermination plain;
  std::vector<mp::Process> processes;
  for (int i = 0; i < 4; ++i) processes.emplace_back(rest_for_good).daemon().start();
  const pid_t second = *processes[1].pid();
  processes.erase(processes.begin() + 1);
  CHECK_FALSE(os::state_of(second));
  CHECK(mp::active_children().size() == 3);
  processes[0] = mp::Process{[] { ::_exit(3); }};
  processes[0].start();
  processes[0].join();
  CHECK(processes[0].exit_status() == ExitStatus::exited(3));
  CHECK(mp::active_children().size() == 2);
}
