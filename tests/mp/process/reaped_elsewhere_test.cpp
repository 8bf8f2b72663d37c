#include <poll.h>
#include <signal.h>
#include <sys/wait.h>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/mp/event.hpp"
#include "core/mp/pool.hpp"
#include "core/mp/process.hpp"
#include "tests/mp/children.hpp"
#include "tests/mp/tasks.hpp"
#include "tests/support/nothing_left.hpp"

using namespace std::chrono_literals;
using mp::ExitStatus;
using support::seconds_of;

// Children whose status goes elsewhere: to a part of the program that waits for
// any child, to a handler of SIGCHLD, or nowhere.

namespace {

/// While it lives, SIGCHLD is treated like this.
class ChildSignal {
 public:
  explicit ChildSignal(void (*handler)(int)) : before_(::signal(SIGCHLD, handler)) {}
  ChildSignal(const ChildSignal&) = delete;
  ChildSignal& operator=(const ChildSignal&) = delete;
  ~ChildSignal() { ::signal(SIGCHLD, before_); }

 private:
  void (*before_)(int);
};

void reap_all(int) {
  while (::waitpid(-1, nullptr, WNOHANG) > 0) {
  }
}

bool is_gone(pid_t pid) {
  return support::eventually([=] { return !os::state_of(pid); }, 5);
}

/// What each query returns for a process that has ended.
const std::vector<std::function<bool(mp::Process&)>> kQuestions = {
    [](mp::Process& process) { return process.join(), true; },
    [](mp::Process& process) { return process.join_for(5s); },
    [](mp::Process& process) { return !process.is_alive(); },
    [](mp::Process& process) { return process.exit_status() == ExitStatus::unknown(); },
    [](mp::Process&) { return mp::active_children().empty(); },
    [](mp::Process& process) { return process.terminate(), process.kill(), true; },
};

void ask_all(const std::function<void(mp::Process&)>& lose) {
  for (const auto& question : kQuestions) {
    mp::Process process{[] {}};
    process.start();
    lose(process);
    REQUIRE(is_gone(*process.pid()));
    CHECK(seconds_of([&] { CHECK(question(process)); }) < 0.1);
    CHECK(process.exit_status() == ExitStatus::unknown());
    CHECK_FALSE(process.is_alive());
    CHECK(mp::active_children().empty());
    pollfd entry{process.sentinel(), POLLIN, 0};
    CHECK(::poll(&entry, 1, 0) == 1);
    mp::Process another{[] {}};
    another.start();
    CHECK(another.join_for(5s));
  }
}

}  // namespace

TEST_CASE("a process that another part of the program reaped has ended with an unknown status") {
  support::NothingLeft nothing_left;
  ask_all([](mp::Process& process) { REQUIRE(::waitpid(*process.pid(), nullptr, 0) > 0); });
}

TEST_CASE("a process that a handler of SIGCHLD reaps has ended with an unknown status") {
  support::NothingLeft nothing_left;
  const ChildSignal reaping(reap_all);
  ask_all([](mp::Process&) {});
}

TEST_CASE("a process whose parent ignores SIGCHLD has ended with an unknown status") {
  support::NothingLeft nothing_left;
  const ChildSignal ignored(SIG_IGN);
  ask_all([](mp::Process&) {});
}

TEST_CASE("a join that waits while another part reaps the process returns at once") {
  support::NothingLeft nothing_left;
  const ChildSignal reaping(reap_all);
  mp::Event go;
  mp::Process process{[&] { go.wait(); }};
  process.start();
  const pid_t helper = support::child_that([&] { go.set(); });
  CHECK(seconds_of([&] { process.join(); }) < 5);
  CHECK(process.exit_status() == ExitStatus::unknown());
  CHECK(is_gone(helper));
}

TEST_CASE("an unknown status is neither a success nor a signal, and says what it is") {
  const ExitStatus unknown = ExitStatus::unknown();
  CHECK_FALSE(unknown.is_known());
  CHECK_FALSE(unknown.ok());
  CHECK_FALSE(unknown.was_killed());
  CHECK(unknown.code() == 255);
  CHECK(unknown.signal() == 0);
  CHECK(unknown != ExitStatus::exited(255));
  CHECK(to_string(unknown) == "ended with an unknown status");
  CHECK(ExitStatus::exited(0).is_known());
}

TEST_CASE("a process that was lost is no obstacle for the others") {
  support::NothingLeft nothing_left;
  mp::Process lost{[] {}};
  lost.start();
  REQUIRE(::waitpid(*lost.pid(), nullptr, 0) > 0);
  std::vector<mp::Process> others;
  for (int i = 0; i < 3; ++i) others.emplace_back([i] { ::_exit(i); }).start();
  for (int i = 0; i < 3; ++i) {
    others[static_cast<std::size_t>(i)].join();
    CHECK(others[static_cast<std::size_t>(i)].exit_status() == ExitStatus::exited(i));
  }
}

TEST_CASE("a signal for a process that was lost reaches no stranger with its PID") {
  support::NothingLeft nothing_left;
  mp::Process lost{[] {}};
  lost.start();
  const pid_t pid = *lost.pid();
  REQUIRE(::waitpid(pid, nullptr, 0) > 0);
  // The kernel reuses the PID if we ask it to; not every user may.
  FILE* last = std::fopen("/proc/sys/kernel/ns_last_pid", "w");
  if (!last) return;
  std::fprintf(last, "%d", pid - 1);
  const bool is_told = std::fclose(last) == 0;
  mp::Event go;
  const pid_t stranger = support::child_that([&] { go.wait(); });
  if (is_told && stranger == pid) {
    lost.kill();
    lost.terminate();
    CHECK(lost.exit_status() == ExitStatus::unknown());
  }
  go.set();
  CHECK(support::ends_well(stranger));
}

TEST_CASE("a pool whose workers another part of the program reaps goes on") {
  support::NothingLeft nothing_left;
  const ChildSignal reaping(reap_all);
  mp::Pool pool{2};
  CHECK(pool.map(support::square, support::numbers(100)).back() == 99 * 99);
  auto deadly = pool.apply_async([] { ::raise(SIGKILL); });
  CHECK_THROWS_AS(deadly.get_for(5s), mp::WorkerDied);
  CHECK(pool.apply(support::square, 3) == 9);
  CHECK(pool.workers().size() == 2);
  CHECK(seconds_of([&] { pool.terminate(); }) < 1);
}
