#include "core/mp/process.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

#include "core/mp/error.hpp"
#include "core/mp/sleep.hpp"
#include "core/os/process/process.hpp"
#include "core/os/process/signals.hpp"
#include "tests/mp/children.hpp"
#include "tests/support/nothing_left.hpp"

using namespace std::chrono_literals;
using mp::ExitStatus;
using support::seconds_of;

// P01 to P20: the requirements of a process, by their case numbers.

namespace {

/// Catch's handlers are inherited; a child under test has none.
void rest() {
  os::reset_signals();
  for (;;) ::pause();
}

/// Rests, and says when it does: a signal that came before would be Catch's.
class Resting {
 public:
  std::function<void()> body() {
    return [this] {
      os::reset_signals();
      ++*ready_;
      for (;;) ::pause();
    };
  }
  bool wait_for(int count) {
    return support::eventually([&] { return *ready_ == count; }, 5);
  }

 private:
  support::Shared<std::atomic<int>> ready_;
};

void do_nothing() {}

}  // namespace

TEST_CASE("P01: a process that was not started is not alive and has no PID, status or sentinel") {
  mp::Process process{do_nothing};
  CHECK_FALSE(process.is_alive());
  CHECK_FALSE(process.pid());
  CHECK_FALSE(process.exit_status());
  CHECK_THROWS_WITH(process.sentinel(), ContainsSubstring("process not started"));
  CHECK(mp::active_children().empty());
}

TEST_CASE("P02: a process is alive and listed until it ends, and can be joined again and again") {
  support::NothingLeft nothing_left;
  mp::Process process{rest};
  process.start();
  CHECK(process.is_alive());
  CHECK_FALSE(process.exit_status());
  CHECK(mp::active_children() == std::vector<pid_t>{*process.pid()});
  process.kill();
  process.join();
  CHECK_FALSE(process.is_alive());
  CHECK(mp::active_children().empty());
  CHECK(seconds_of([&] { process.join(); }) < 0.1);

  mp::Process returning{[](int a, std::string b) { return b.size() == 3 && a == 7; }, 7, "abc"};
  returning.start();
  returning.join();
  CHECK(returning.exit_status() == ExitStatus::exited(0));
}

TEST_CASE("P03: the exit code is the low eight bits of what the process exits with") {
  support::NothingLeft nothing_left;
  const int codes[][2] = {{0, 0}, {3, 3}, {8, 8}, {256, 0}, {-1, 255}};
  for (const auto& [given, seen] : codes) {
    mp::Process process{[](int code) { ::_exit(code); }, given};
    process.start();
    process.join();
    CHECK(process.exit_status() == ExitStatus::exited(seen));
  }
}

TEST_CASE("P04: what nobody catches is named on standard error, and the exit code is 1") {
  support::NothingLeft nothing_left;
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  mp::Process process{[&] {
    ::dup2(ends[1], STDERR_FILENO);
    throw std::runtime_error("out of ideas");
  }};
  process.name("thinker").start();
  ::close(ends[1]);
  process.join();
  CHECK(process.exit_status() == ExitStatus::exited(1));
  char text[200]{};
  CHECK(::read(ends[0], text, sizeof text - 1) > 0);
  CHECK(std::string(text) == "Process thinker: std::runtime_error: out of ideas\n");
  ::close(ends[0]);
}

TEST_CASE("P05: terminate, kill and a crash are told by their signals, within a second") {
  support::NothingLeft nothing_left;
  Resting resting;
  mp::Process ended{resting.body()}, killed{resting.body()}, crashed{[] {
    os::reset_signals();
    ::raise(SIGSEGV);
  }};
  for (auto* process : {&ended, &killed, &crashed}) process->start();
  REQUIRE(resting.wait_for(2));
  killed.kill();
  ended.terminate();
  for (auto* process : {&ended, &killed, &crashed}) CHECK(seconds_of([&] { process->join(); }) < 1);
  CHECK(killed.exit_status() == ExitStatus::killed(SIGKILL));
  CHECK(crashed.exit_status() == ExitStatus::killed(SIGSEGV));
  CHECK(ended.exit_status() == ExitStatus::killed(SIGTERM));
}

TEST_CASE("P06: a join with a limit ends by its limit, and a limit below zero is none") {
  support::NothingLeft nothing_left;
  mp::Process process{rest};
  process.start();
  CHECK(seconds_of([&] { CHECK_FALSE(process.join_for(0s)); }) < 0.1);
  CHECK(seconds_of([&] { CHECK_FALSE(process.join_for(-1s)); }) < 0.1);
  const double waited = seconds_of([&] { CHECK_FALSE(process.join_for(100ms)); });
  CHECK(waited >= 0.1);
  CHECK(waited < 0.4);
  CHECK(process.is_alive());
  process.kill();
  CHECK(process.join_for(5s));
}

TEST_CASE("P07: what comes in the wrong order is an error that says so, and forks nothing") {
  support::NothingLeft nothing_left;
  mp::Process process{do_nothing};
  CHECK_THROWS_WITH(process.join(), ContainsSubstring("can only join a started process"));
  CHECK_THROWS_WITH(process.join_for(1s), ContainsSubstring("can only join a started process"));
  CHECK_THROWS_WITH(process.terminate(), ContainsSubstring("can only terminate a started process"));
  CHECK_THROWS_WITH(process.kill(), ContainsSubstring("can only kill a started process"));
  process.start();
  CHECK_THROWS_WITH(process.start(), ContainsSubstring("cannot start a process twice"));
  CHECK_THROWS_WITH(process.daemon(), ContainsSubstring("process has already started"));
  CHECK_THROWS_WITH(process.name("late"), ContainsSubstring("process has already started"));
  process.join();
  CHECK_THROWS_AS(process.start(), mp::Error);
}

TEST_CASE("P14: at its end a daemon is terminated and any other process is awaited") {
  support::NothingLeft nothing_left;
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const double took = seconds_of([&] {
    mp::Process daemon{rest};
    daemon.daemon().start();
    mp::Process other{[&] {
      mp::sleep_for(500ms);
      CHECK(::write(ends[1], "x", 1) == 1);
    }};
    other.start();
  });
  CHECK(took >= 0.5);
  CHECK(took < 2);
  char byte = 0;
  CHECK(::read(ends[0], &byte, 1) == 1);
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST_CASE("P14: what ends a daemon is SIGTERM, which it may handle") {
  support::NothingLeft nothing_left;
  support::Shared<std::atomic<int>> ready, handled;
  static std::atomic<int>* told = nullptr;
  told = &*handled;
  pid_t pid = 0;
  {
    mp::Process daemon{[&] {
      ::signal(SIGTERM, [](int) {
        ++*told;
        ::_exit(0);
      });
      *ready = 1;
      for (;;) ::pause();
    }};
    daemon.daemon().start();
    pid = *daemon.pid();
    REQUIRE(support::eventually([&] { return *ready == 1; }, 5));
  }
  CHECK(*handled == 1);
  CHECK_FALSE(os::state_of(pid));
}

TEST_CASE("P17: a process that has ended is a zombie until somebody looks") {
  support::NothingLeft nothing_left;
  const std::function<void(mp::Process&)> looks[] = {
      [](mp::Process&) { mp::active_children(); },
      [](mp::Process& process) { process.is_alive(); },
      [](mp::Process&) {
        mp::Process another{do_nothing};
        another.start();
      },
  };
  for (const auto& look : looks) {
    mp::Process process{do_nothing};
    process.start();
    const pid_t pid = *process.pid();
    CHECK(support::eventually([=] { return os::state_of(pid)->state == 'Z'; }));
    look(process);
    CHECK_FALSE(os::state_of(pid));
    CHECK(process.exit_status() == ExitStatus::exited(0));
  }
}

TEST_CASE("P20: a hundred short processes, then a hundred that are terminated, leave nothing") {
  support::NothingLeft nothing_left;
  std::vector<mp::Process> processes;
  for (int i = 0; i < 100; ++i) processes.emplace_back(do_nothing).start();
  for (auto& process : processes) {
    process.join();
    CHECK(process.exit_status() == ExitStatus::exited(0));
  }
  processes.clear();
  Resting resting;
  for (int i = 0; i < 100; ++i) processes.emplace_back(resting.body()).start();
  REQUIRE(resting.wait_for(100));
  for (auto& process : processes) process.terminate();
  for (auto& process : processes) {
    process.join();
    CHECK(process.exit_status() == ExitStatus::killed(SIGTERM));
  }
}

TEST_CASE("a sentinel turns readable when its process ends") {
  support::NothingLeft nothing_left;
  mp::Process process{rest};
  process.start();
  pollfd entry{process.sentinel(), POLLIN, 0};
  CHECK(::poll(&entry, 1, 0) == 0);
  process.kill();
  CHECK(::poll(&entry, 1, 5000) == 1);
}

TEST_CASE("a process moved elsewhere is the same process") {
  support::NothingLeft nothing_left;
  mp::Process first{rest};
  first.start();
  mp::Process second = std::move(first);
  CHECK(second.is_alive());
  CHECK(mp::active_children().size() == 1);
  second.kill();
  second.join();
}

TEST_CASE(
    "in its child a process object of the parent's tells nothing, and leaves the process alone") {
  support::NothingLeft nothing_left;
  mp::Process sibling{rest};
  sibling.start();
  mp::Process child{[&] {
    int errors = 0;
    const auto ask = [&](const auto& question) {
      try {
        question();
      } catch (const mp::Error& error) {
        errors += std::string(error.what()).find("a child of this process") != std::string::npos;
      }
    };
    ask([&] { sibling.is_alive(); });
    ask([&] { sibling.exit_status(); });
    ask([&] { sibling.join(); });
    ask([&] { sibling.join_for(0s); });
    ::_exit(mp::active_children().empty() && errors == 4 ? 0 : 1);
  }};
  child.start();
  child.join();
  CHECK(child.exit_status() == ExitStatus::exited(0));
  CHECK(sibling.is_alive());
  sibling.kill();
  sibling.join();
}
