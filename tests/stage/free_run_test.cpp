#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <stdexcept>

#include "core/mp/fork.hpp"
#include "core/mp/say.hpp"
#include "core/os/memory/shared_memory.hpp"
#include "core/os/process/process.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/laws.hpp"

using support::printed;
using support::run_free;
using Lines = std::vector<std::string>;

namespace {

void check_laws(const record::Timeline& timeline) {
  CHECK(support::broken_laws(timeline) == Lines{});
}

/// A child that does `work`, awaited by its parent.
void in_child(const std::function<void()>& work) {
  const pid_t child = mp::fork();
  if (child == 0) return work();
  mp::wait_for(child);
}

}  // namespace

TEST_CASE("a process that prints is started, prints and exits") {
  support::NothingLeft nothing_left;
  const auto run = run_free([] { mp::say("hello {}", 1); });
  check_laws(run.timeline);
  CHECK(run.timeline.end.status == "ok");
  CHECK(run.timeline.events.size() == 3);
  CHECK(printed(run.timeline) == Lines{"parent: hello 1"});
}

TEST_CASE("an event knows the line of the page it comes from") {
  support::NothingLeft nothing_left;
  int line = 0;
  const auto run = run_free([&] { mp::say("here"); });
  line = __LINE__ - 1;
  const auto prints = support::of_kind(run.timeline, probe::Kind::print);
  REQUIRE(prints.size() == 1);
  CHECK(prints[0].act.line == line);
  CHECK(prints[0].act.file == "tests/stage/free_run_test.cpp");
}

TEST_CASE("children and grandchildren are named by their place in the tree") {
  support::NothingLeft nothing_left;
  const auto run = run_free([] {
    const pid_t first = mp::fork();
    if (first == 0) return in_child([] { mp::say("third"); });
    mp::wait_for(first);
    in_child([] { mp::say("second child"); });
  });
  check_laws(run.timeline);
  CHECK(printed(run.timeline) == Lines{"child-1.1: third", "child-2: second child"});
}

TEST_CASE("a page that throws ends with 1 and says what it threw, in the process that threw it") {
  support::NothingLeft nothing_left;
  const auto parent = run_free([] { throw std::runtime_error("out of ideas"); });
  check_laws(parent.timeline);
  CHECK(parent.timeline.end.status == "failed");
  CHECK_THAT(parent.timeline.end.reason, ContainsSubstring("exited with 1"));
  const auto said = support::of_kind(parent.timeline, probe::Kind::output);
  REQUIRE(said.size() == 1);
  CHECK(said[0].act.text == "Process parent: std::runtime_error: out of ideas\n");

  const auto child = run_free([] { in_child([] { throw 7; }); });
  check_laws(child.timeline);
  CHECK(child.timeline.end.status == "ok");
  const auto reaps = support::of_kind(child.timeline, probe::Kind::reap);
  REQUIRE(reaps.size() == 1);
  CHECK(reaps[0].act.status == 1);
}

TEST_CASE("a process that is killed is seen to be killed, and the run has failed") {
  support::NothingLeft nothing_left;
  const auto run = run_free([] {
    in_child([] { ::raise(SIGKILL); });
    mp::say("the parent goes on");
  });
  check_laws(run.timeline);
  const auto ends = support::of_kind(run.timeline, probe::Kind::signal);
  REQUIRE(ends.size() == 1);
  CHECK(ends[0].name == "child-1");
  CHECK(ends[0].act.signal == SIGKILL);
  CHECK(run.timeline.end.status == "failed");
  CHECK_THAT(run.timeline.end.reason, ContainsSubstring("was killed by SIGKILL (9)"));
  CHECK(printed(run.timeline) == Lines{"parent: the parent goes on"});
}

TEST_CASE("an orphan is adopted by the director and heard to its end") {
  support::NothingLeft nothing_left;
  const pid_t director = ::getpid();
  const auto run = run_free([=] {
    if (mp::fork() != 0) return;
    support::eventually([=] { return ::getppid() == director; });
    mp::say("adopted");
  });
  check_laws(run.timeline);
  const auto prints = support::of_kind(run.timeline, probe::Kind::print);
  REQUIRE(prints.size() == 1);
  CHECK(prints[0].ppid == director);
}

TEST_CASE("a variable has its own value in each process at one and the same address") {
  support::NothingLeft nothing_left;
  const auto run = run_free([] {
    int source = 10;
    const pid_t child = mp::fork();
    source -= child == 0 ? 6 : 1;
    if (child != 0) mp::wait_for(child);
    mp::say("{} {}", source, mp::address_of(source));
  });
  const auto prints = support::of_kind(run.timeline, probe::Kind::print);
  REQUIRE(prints.size() == 2);
  CHECK(prints[0].act.text.substr(0, 2) == "4 ");
  CHECK(prints[1].act.text.substr(0, 2) == "9 ");
  CHECK(prints[0].act.text.substr(2) == prints[1].act.text.substr(2));
}

TEST_CASE("text that waits in a buffer at the fork is printed by both processes") {
  support::NothingLeft nothing_left;
  const auto run = run_free([] {
    std::printf("twice\n");
    in_child([] {});
  });
  check_laws(run.timeline);
  const auto output = support::of_kind(run.timeline, probe::Kind::output);
  REQUIRE(output.size() == 2);
  CHECK(output[0].pid != output[1].pid);
}

TEST_CASE("a text of a megabyte is one event") {
  support::NothingLeft nothing_left;
  const std::string text(1'000'000, 'x');
  const auto run = run_free([&] { mp::say("{}", text); });
  check_laws(run.timeline);
  CHECK(printed(run.timeline) == Lines{"parent: " + text});
}

TEST_CASE("a demo that hangs is given up, and the reason says what each process waits for") {
  support::NothingLeft nothing_left;
  choice::RunOptions run_options;
  run_options.timeout = std::chrono::milliseconds(300);
  const auto run = run_free([] { in_child([] { ::pause(); }); }, run_options);
  check_laws(run.timeline);
  CHECK(run.timeline.end.status == "hung");
  CHECK_THAT(run.timeline.end.reason, ContainsSubstring("gave up after 0.3 s: parent"));
  CHECK_THAT(run.timeline.end.reason, ContainsSubstring(" waits for child-1 "));
}

TEST_CASE("a signal that tells the director to end is reported, after the demo is gone") {
  support::NothingLeft nothing_left;
  const pid_t director = ::getpid();
  const auto run = run_free([=] {
    ::kill(director, SIGTERM);
    in_child([] { ::pause(); });
  });
  check_laws(run.timeline);
  CHECK(run.result.signal == SIGTERM);
  CHECK(run.timeline.end.status == "interrupted");
}

TEST_CASE("an error of the consumer ends the demo, too") {
  support::NothingLeft nothing_left;
  class Refusing : public record::Consumer {
    void begin(const record::Run&) override {}
    void event(const record::Event&) override { throw std::runtime_error("no room"); }
    void end(const record::End&) override {}
  } refusing;
  choice::Audience nobody;
  const stage::RunSpec script{"test", "demo", {}, [] { in_child([] { ::pause(); }); }};
  CHECK_THROWS_WITH(stage::run(script, {}, refusing, nobody), "no room");
}

TEST_CASE("a director killed with SIGKILL takes the whole demo with it") {
  support::NothingLeft nothing_left;
  const os::SharedMemory memory(sizeof(std::atomic<int>));
  auto& running = *static_cast<std::atomic<int>*>(memory.data());
  const pid_t director = os::fork();
  if (director == 0) {
    run_free([&] {
      mp::fork();
      mp::fork();
      ++running;
      for (;;) ::pause();
    });
    os::exit_now(1);
  }
  REQUIRE(support::eventually([&] { return running == 4; }));
  os::send_signal(director, SIGKILL);
  CHECK(support::no_process_left_within(2));
}
