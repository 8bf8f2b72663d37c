#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <functional>

#include "core/mp/process.hpp"
#include "core/mp/say.hpp"
#include "core/mp/sleep.hpp"
#include "core/os/process/execute.hpp"
#include "tests/mp/children.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/laws.hpp"

using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

// Functions of this program, for a fresh start of it to run. Their exit codes
// report what they have found.

namespace {

// Constructed while the program starts, from a value that no compiler knows.
const std::string kConstructed = "made of " + std::to_string(::getpid());
int g_changed = 1;

int exit_code_of(mp::Process process) {
  process.start();
  REQUIRE(process.join_for(10s));
  const auto how = process.exit_status();
  REQUIRE_FALSE(how->was_killed());
  return how->code();
}

template <typename... Parts>
int spawned(Parts... parts) {
  mp::Process process{parts...};
  process.spawn();
  return exit_code_of(std::move(process));
}

[[noreturn]] void end_with(int code) {
  std::_Exit(code);
}

void report_changed() {
  end_with(g_changed);
}
void look_at_descriptor(int number) {
  end_with(::fcntl(number, F_GETFD) < 0 ? 1 : 0);
}
void count_descriptors(int) {
  end_with(static_cast<int>(support::open_descriptors()));
}
void look_at_constructed() {
  end_with(kConstructed == "made of " + std::to_string(::getpid()) ? 7 : 8);
}
void add_up(int a, const std::string& b, std::vector<long> c, std::map<std::string, int>&& d) {
  end_with(a + std::stoi(b) + static_cast<int>(c.back()) + d.at("four"));
}
void promise(int code) noexcept {
  end_with(code);
}
void fail_with(const std::string& what) {
  throw std::runtime_error(what);
}
[[maybe_unused]] void look_at_signals() {
  sigset_t blocked;
  ::sigprocmask(SIG_BLOCK, nullptr, &blocked);
  bool is_fresh = ::sigisemptyset(&blocked) == 1;
  for (int number = 1; number < 32; ++number) {
    struct sigaction action {};
    ::sigaction(number, nullptr, &action);
    is_fresh = is_fresh && action.sa_handler == SIG_DFL;
  }
  end_with(is_fresh ? 6 : 7);
}
void sleep_long() {
  mp::sleep_for(1h);
}
void sleep_until_signal() {
  ::pause();
}
void needs_reference(int& number) {
  ++number;
}
void needs_address(const char*) {}
void needs_callback(void (*)()) {}
void spawn_another(int depth) {
  if (depth == 0) end_with(5);
  mp::Process process{spawn_another, depth - 1};
  process.spawn().start();
  process.join();
  end_with(process.exit_status()->code() + 1);
}

/// What start() says of a process that cannot be spawned.
template <typename... Parts>
std::string refusal_of(const Parts&... parts) {
  mp::Process process{parts...};
  process.spawn();
  std::string said;
  try {
    process.start();
  } catch (const mp::Error& error) {
    said = error.what();
  }
  CHECK_FALSE(process.pid());
  CHECK_FALSE(process.is_alive());
  CHECK(mp::active_children().empty());
  return said;
}

}  // namespace

TEST_CASE("M03: a forked child sees what was changed before its start, a spawned one does not") {
  support::NothingLeft nothing_left;
  g_changed = 99;
  CHECK(exit_code_of(mp::Process{report_changed}) == 99);
  CHECK(spawned(report_changed) == 1);
  g_changed = 1;
}

TEST_CASE("M04: a forked child inherits an open descriptor, a spawned one does not") {
  support::NothingLeft nothing_left;
  int ends[2];
  REQUIRE(::pipe(ends) == 0);  // inheritable, on purpose
  CHECK(exit_code_of(mp::Process{look_at_descriptor, ends[0]}) == 0);
  CHECK(spawned(look_at_descriptor, ends[0]) == 1);
  CHECK(spawned(look_at_descriptor, 1) == 0);
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST_CASE("M05: what a fresh program cannot find is refused by start(), and nothing starts") {
  support::NothingLeft nothing_left;
  int captured = 3;  // not const: the lambda must keep it
  CHECK_THAT(refusal_of([captured] { end_with(captured); }), ContainsSubstring("finds a function"));
  CHECK_THAT(refusal_of([] {}), ContainsSubstring("lambda"));
  CHECK_THAT(refusal_of(std::function<void()>(report_changed)), ContainsSubstring("function"));
  int number = 0;
  CHECK_THAT(refusal_of(needs_reference, std::ref(number)), ContainsSubstring("parameter 1"));
  CHECK_THAT(refusal_of(needs_address, "text"), ContainsSubstring("const char"));
  CHECK_THAT(refusal_of(needs_callback, report_changed), ContainsSubstring("takes no copy"));
}

TEST_CASE("M05: a refused process can be forked all the same") {
  support::NothingLeft nothing_left;
  mp::Process process{[] { end_with(4); }};
  process.spawn();
  CHECK_THROWS_AS(process.start(), mp::Error);
  process.spawn(false).start();
  process.join();
  CHECK(process.exit_status()->code() == 4);
  CHECK_THROWS_AS(process.spawn(), mp::Error);
}

TEST_CASE("M07: five spawned children have the same descriptors open, none of a sibling's") {
  support::NothingLeft nothing_left;
  std::vector<mp::Process> processes;
  // The first of them live on while the last are started.
  for (int i = 0; i < 4; ++i) processes.emplace_back(sleep_until_signal).spawn().start();
  const int beside_four = spawned(count_descriptors, 0);
  for (auto& process : processes) process.kill();
  for (auto& process : processes) process.join();
  CHECK(spawned(count_descriptors, 0) == beside_four);
}

TEST_CASE("a spawned function gets its arguments as values") {
  support::NothingLeft nothing_left;
  const std::map<std::string, int> four = {{"four", 40}};
  CHECK(spawned(add_up, 1, "2", std::vector<long>{9, 30}, four) == 73);
  CHECK(spawned(promise, 6) == 6);
}

TEST_CASE("the global objects of a spawned program are constructed before its function runs") {
  support::NothingLeft nothing_left;
  CHECK(spawned(look_at_constructed) == 7);
}

TEST_CASE("a spawned process spawns others") {
  support::NothingLeft nothing_left;
  CHECK(spawned(spawn_another, 3) == 8);
}

TEST_CASE("a process is spawned whichever of the standard streams are closed") {
  support::NothingLeft nothing_left;
  for (unsigned closed = 1; closed < 8; ++closed) {
    CHECK(support::ends_well(support::child_that([=] {
      for (int number = 0; number < 3; ++number) {
        if ((closed >> number & 1U) != 0) ::close(number);
      }
      ::setenv("MP_SPAWN_ORDER", "77", 1);  // one that is not for us
      mp::Process process{end_with, 5};
      process.spawn().start();
      process.join();
      if (process.exit_status() != mp::ExitStatus::exited(5)) throw mp::Error("it ran main");
    })));
  }
}

TEST_CASE("a program that was told of an order and cannot read it says so, and runs no main") {
  support::NothingLeft nothing_left;
  for (const char* number : {"77", "2", "", "x"}) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = support::child_that([&] {
      ::dup2(ends[1], 2);
      ::dup2(ends[1], 1);
      os::close_all_but({});
      ::setenv("MP_SPAWN_ORDER", number, 1);
      os::execute({"/proc/self/exe", "--list-tests"});
    });
    ::close(ends[1]);
    std::string said;
    std::array<char, 4096> some{};
    for (ssize_t size = 0; (size = ::read(ends[0], some.data(), some.size())) > 0;)
      said.append(some.data(), static_cast<std::size_t>(size));
    ::close(ends[0]);
    CHECK_FALSE(support::ends_well(child));
    CHECK_THAT(said, StartsWith("Process "));
    CHECK_THAT(said, ContainsSubstring("was spawned to make one call and cannot read which"));
    CHECK(std::count(said.begin(), said.end(), '\n') == 1);
  }
}

#ifndef __SANITIZE_ADDRESS__  // which handles signals of its own
TEST_CASE("a spawned process has no signal blocked, ignored or handled") {
  support::NothingLeft nothing_left;
  CHECK(support::ends_well(support::child_that([] {
    // Not SIGCHLD: while that is ignored, the status of a process is lost.
    for (const int number : {SIGTERM, SIGPIPE, SIGINT, SIGHUP}) ::signal(number, SIG_IGN);
    ::signal(SIGUSR1, [](int) {});
    sigset_t all;
    ::sigfillset(&all);
    ::sigprocmask(SIG_BLOCK, &all, nullptr);
    mp::Process process{look_at_signals};
    process.spawn().start();
    process.join();
    if (process.exit_status() != mp::ExitStatus::exited(6)) throw mp::Error("it has inherited");
  })));
}
#endif

TEST_CASE("a spawned process is joined, terminated and killed like any other") {
  support::NothingLeft nothing_left;
  mp::Process sleeper{sleep_long};
  sleeper.name("sleeper").spawn().start();
  CHECK(sleeper.is_alive());
  CHECK_FALSE(sleeper.join_for(0s));
  CHECK(mp::active_children() == std::vector<pid_t>{*sleeper.pid()});
  sleeper.terminate();
  REQUIRE(sleeper.join_for(5s));
  CHECK(sleeper.exit_status() == mp::ExitStatus::killed(SIGTERM));

  mp::Process killed{sleep_long};
  killed.spawn().start();
  killed.kill();
  REQUIRE(killed.join_for(5s));
  CHECK(killed.exit_status() == mp::ExitStatus::killed(SIGKILL));
  { mp::Process{sleep_long}.daemon().spawn().start(); }
}

TEST_CASE("what a spawned process throws is its own, and is reported with its name") {
  support::NothingLeft nothing_left;
  const auto run = support::run_free([] {
    mp::Process process{fail_with, "no such thing"};
    process.name("clerk").spawn().start();
    process.join();
    mp::say("{}", process.exit_status()->code());
  });
  CHECK(support::broken_laws(run.timeline) == Lines{});
  CHECK(support::printed(run.timeline) == Lines{"parent: 1"});
  const auto output = support::of_kind(run.timeline, probe::Kind::output);
  REQUIRE(output.size() == 1);
  CHECK(output[0].name == "clerk");
  CHECK(output[0].act.text == "Process clerk: std::runtime_error: no such thing\n");
}

namespace {

void greet(const std::string& who, int below) {
  mp::say("here, with {}", who);
  if (below == 0) return;
  mp::Process process{greet, "deeper", below - 1};
  process.spawn().start();
  process.join();
}

void spawn_a_tree() {
  mp::Process forked{greet, "forked", 0};
  mp::Process spawned{greet, "spawned", 1};
  spawned.spawn();
  for (auto* process : {&forked, &spawned}) {
    process->start();
    process->join();
  }
}

}  // namespace

TEST_CASE("a stage watches a spawned process like a forked one, free or held") {
  support::NothingLeft nothing_left;
  support::Follower follower;
  for (const auto& run :
       {support::run_free(spawn_a_tree), support::run_held(spawn_a_tree, follower)}) {
    CHECK(support::broken_laws(run.timeline) == Lines{});
    CHECK(run.timeline.end.status == "ok");
    CHECK(support::printed(run.timeline) == Lines{"child-1: here, with forked",
                                                  "child-2: here, with spawned",
                                                  "child-2.1: here, with deeper"});
    const auto forks = support::of_kind(run.timeline, probe::Kind::fork);
    REQUIRE(forks.size() == 3);
    CHECK(forks[0].act.fork_mode == probe::ForkMode::fork);
    CHECK(forks[1].act.fork_mode == probe::ForkMode::spawn);
    CHECK(forks[2].act.fork_mode == probe::ForkMode::spawn);
  }
}
