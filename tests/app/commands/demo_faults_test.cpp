#include <sys/resource.h>
#include <unistd.h>

#include "tests/app/mpdemo.hpp"
#include "tests/support/skip.hpp"

// Something goes wrong in the demo, and mpdemo reports it correctly.

namespace {

using namespace tests;
using probe::Kind;

/// A user who may have `processes` at one time.
std::function<void()> limited_to(rlim_t processes) {
  return [processes] {
    const rlimit limit{processes, processes};
    os::check(::setrlimit(RLIMIT_NPROC, &limit), "cannot set the limit");
    become_somebody_new();
  };
}

/// Runs fork/basic with a limit of processes.
std::optional<Finished> run_limited_to(rlim_t processes) {
  Options options;
  options.before_exec = limited_to(processes);
  // A sanitizer looks for leaks with a process of its own.
  options.environment = {{"ASAN_OPTIONS", "detect_leaks=0"}};
  const Finished finished = mpdemo({"fork", "--demo", "basic", "--format", "jsonl"}, options);
  if (finished.status == exited(127)) {
    support::skip("this user's programs are closed to others: " + finished.error);
    return std::nullopt;
  }
  return finished;
}

}  // namespace

TEST_CASE("A limit that forbids every process is told in a sentence") {
  const support::NothingLeft nothing_left;
  const auto finished = run_limited_to(1);
  if (!finished) return;
  CHECK(finished->status == exited(3));
  CHECK(is_one_sentence(finished->error));
  CHECK_THAT(finished->error, ContainsSubstring("limit"));
}

TEST_CASE("A limit that forbids the demo its child is told before it begins") {
  const support::NothingLeft nothing_left;
  if (::geteuid() != 0) return;
  const auto finished = run_limited_to(2);
  if (!finished) return;
  CHECK(finished->status == exited(3));
  CHECK(finished->output.empty());
  CHECK(is_one_sentence(finished->error));
  CHECK_THAT(finished->error, ContainsSubstring("ulimit -u"));
}

TEST_CASE("A demo that hangs ends at its timeout and says what each process waits for") {
  const support::NothingLeft nothing_left;
  const Finished finished = misbehave("hang", {"--auto", "--timeout", "300ms"});
  CHECK(finished.status == exited(1));
  CHECK_THAT(finished.output, ContainsSubstring("The run hung"));
  CHECK_THAT(finished.output, ContainsSubstring("0.3 s"));
  CHECK_THAT(finished.output, ContainsSubstring("waits for child-1"));
  const auto run = lawful_run_in(
      misbehave("hang", {"--auto", "--timeout", "300ms", "--format", "jsonl"}).output);
  CHECK(run.end.status == "hung");
  CHECK_THAT(run.end.reason, ContainsSubstring("waits for child-1"));
}

TEST_CASE(
    "Processes that mpdemo ends are reported as ended by mpdemo, in a deadlock and at a timeout") {
  const support::NothingLeft nothing_left;
  for (const Arguments& run : {Arguments{"hang", "--timeout", "300ms"}, Arguments{"embrace"}}) {
    CAPTURE(run);
    const Arguments more(run.begin() + 1, run.end());
    for (const char* format : {"text", "lanes", "html"}) {
      const Finished finished =
          misbehave(run.front(), together({"--auto", "--format", format}, more));
      CAPTURE(finished.output);
      CHECK(finished.output.find("SIGKILL") == std::string::npos);
      CHECK(finished.output.find("ended") != std::string::npos);
    }
    const auto recorded = lawful_run_in(
        misbehave(run.front(), together({"--auto", "--format", "jsonl"}, more)).output);
    const auto ends = events_of(recorded, Kind::signal);
    CHECK(ends.size() == 2);
    for (const auto& end : ends) CHECK(end.act.by_mpdemo);
  }
  const Finished traced = mpdemo({"trace", "--timeout", "300ms", "--", "sleep", "9"});
  CHECK_THAT(traced.output, ContainsSubstring("is ended   by mpdemo"));
}

TEST_CASE("A demo that hangs says for what everybody waits, whatever it is") {
  const support::NothingLeft nothing_left;
  const Finished finished = misbehave("stuck", {"--auto", "--timeout", "2s", "--format", "jsonl"});
  CHECK(finished.status == exited(1));
  const auto run = lawful_run_in(finished.output);
  // Not a deadlock: a task of the pool sleeps for an hour, and will go on.
  CHECK(run.end.status == "hung");
  for (const char* object :
       {"queue-1", "pipe-1", "lock-1", "semaphore-1", "event-1", "value-1", "pool-1"}) {
    CHECK_THAT(run.end.reason, ContainsSubstring(std::string("waits for ") + object));
  }
  CHECK(times("(line ", run.end.reason) == 8);
  CHECK_THAT(run.end.reason, ContainsSubstring("sleeps"));
}

TEST_CASE("The same demo, held, sleeps for no time, and ends where nobody can go on") {
  const support::NothingLeft nothing_left;
  const Finished finished =
      misbehave("stuck", {"--pace", "1ms", "--timeout", "20s", "--format", "jsonl"});
  CHECK(finished.status == exited(1));
  const auto run = lawful_run_in(finished.output);
  CHECK(run.end.status == "deadlock");
  // The parent has ended, and everything it held is free.
  for (const char* object : {"queue-1", "pipe-1", "semaphore-1", "event-1"}) {
    CHECK_THAT(run.end.reason, ContainsSubstring(std::string("waits for ") + object));
  }
  CHECK(times("(line ", run.end.reason) == 4);
}

TEST_CASE("A demo in which nobody can go on ends by itself, free or held") {
  const support::NothingLeft nothing_left;
  // No timeout: it would hang forever.
  for (const Arguments& how : {Arguments{"--auto"}, Arguments{"--pace", "1ms"},
                               Arguments{"--schedule", "1x3.2"}, Arguments{"--seed", "1"}}) {
    CAPTURE(how);
    const Finished finished = misbehave("embrace", how);
    CHECK(finished.status == exited(1));
    CHECK_THAT(finished.output, ContainsSubstring("deadlock: nobody can go on"));
    CHECK_THAT(finished.output,
               ContainsSubstring("the circle: parent -> child-1 -> lock-1 -> parent"));
    Arguments as_data = how;
    as_data.insert(as_data.end(), {"--format", "jsonl", "--ids", "stable"});
    const auto run = lawful_run_in(misbehave("embrace", as_data).output);
    CHECK(run.end.status == "deadlock");
    CHECK_THAT(run.end.reason, ContainsSubstring("parent waits for child-1 (line "));
    CHECK_THAT(run.end.reason, ContainsSubstring("held by parent"));
    CHECK(run.events.back().name == "child-1");
  }
}

TEST_CASE("A demo in time is not touched by its timeout") {
  const support::NothingLeft nothing_left;
  CHECK(mpdemo({"fork", "--auto", "--timeout", "1m"}).status == exited(0));
}

TEST_CASE("A demo that hangs while it is held ends at its timeout, too") {
  const support::NothingLeft nothing_left;
  const Finished finished =
      misbehave("hang", {"--pace", "1ms", "--timeout", "300ms", "--format", "jsonl"});
  CHECK(finished.status == exited(1));
  const auto run = lawful_run_in(finished.output);
  CHECK(run.end.status == "hung");
  // No other process is let go while one is between two acts, where this one
  // stays.
  CHECK_THAT(run.end.reason, ContainsSubstring("child-1"));
  CHECK_THAT(run.end.reason, ContainsSubstring("has done nothing since"));
}

TEST_CASE("A child that is killed is recorded with its signal, and its parent goes on") {
  const support::NothingLeft nothing_left;
  const Finished finished = misbehave("killed", {"--auto", "--format", "jsonl"});
  CHECK(finished.status == exited(1));
  const auto run = lawful_run_in(finished.output);
  CHECK(run.end.status == "failed");
  CHECK_THAT(run.end.reason, ContainsSubstring("child-1"));
  CHECK_THAT(run.end.reason, ContainsSubstring("SIGKILL"));
  const auto killed = events_of(run, Kind::signal);
  REQUIRE(killed.size() == 1);
  CHECK(killed.front().name == "child-1");
  CHECK(killed.front().act.signal == SIGKILL);
  const auto reaped = events_of(run, Kind::reap);
  REQUIRE(reaped.size() == 1);
  CHECK(reaped.front().act.signal == SIGKILL);
  CHECK(events_of(run, Kind::print).back().act.text == "the parent goes on");
}

TEST_CASE("A crash and an exception are recorded as what they are") {
  const support::NothingLeft nothing_left;
  const Finished crash = misbehave("crash", {"--auto", "--format", "jsonl"});
  CHECK(crash.status == exited(1));
  const auto crashed = lawful_run_in(crash.output);
  CHECK(crashed.end.status == "failed");
  CHECK(crashed.events.back().act.kind == Kind::signal);
  CHECK(crashed.events.back().act.signal == SIGSEGV);

  const Finished thrown = misbehave("throws", {"--auto", "--format", "jsonl"});
  CHECK(thrown.status == exited(1));
  const auto run = lawful_run_in(thrown.output);
  CHECK(run.end.status == "failed");
  CHECK(run.events.back().act.kind == Kind::exit);
  CHECK(run.events.back().act.status == 1);
  const auto written = events_of(run, Kind::output);
  REQUIRE(written.size() == 1);
  CHECK_THAT(written.front().act.text, ContainsSubstring("out of ideas"));
}

TEST_CASE("The first process of a demo is killed from outside, and the record says so") {
  const support::NothingLeft nothing_left;
  Program program(kFixture, {"bad", "--demo", "hang", "--format", "jsonl"});
  program.expect("\"kind\":\"wait\"");
  const auto demo = support::children_of(program.pid());
  REQUIRE(demo.size() == 1);
  const auto orphans = support::children_of(demo.front());
  REQUIRE(orphans.size() == 1);
  REQUIRE(::kill(demo.front(), SIGKILL) == 0);
  program.expect("\"kind\":\"signal\"");
  // mpdemo has adopted the orphan, and the run lasts as long as it lives.
  CHECK(support::children_of(program.pid()) == orphans);
  REQUIRE(::kill(orphans.front(), SIGKILL) == 0);
  CHECK(program.wait() == exited(1));
  const auto run = lawful_run_in(program.output());
  CHECK(run.end.status == "failed");
  CHECK(events_of(run, Kind::signal).size() == 2);
}

TEST_CASE("A child is killed from outside while it is held, and the session goes on") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  Program program(kMpdemo,
                  {"fork", "--demo", "basic", "--step", "--quiz", "off", "--format", "jsonl", "-o",
                   folder / "run"},
                  support::on_small_terminal());
  program.expect("is about to print");
  program.send_keys("\n");
  program.expect("is about to fork");
  program.send_keys("\n");
  program.expect("is about to print");
  const auto demo = support::children_of(program.pid());
  REQUIRE(demo.size() == 1);
  const auto children = support::children_of(demo.front());
  REQUIRE(children.size() == 1);
  REQUIRE(::kill(children.front(), SIGKILL) == 0);
  program.expect("is killed");
  program.expect(" b c q]");
  program.send_keys("c");
  CHECK(program.wait() == exited(1));
  const auto run = lawful_run_in(contents_of(folder / "run"));
  CHECK(run.end.status == "failed");
  const auto killed = events_of(run, Kind::signal);
  REQUIRE(killed.size() == 1);
  CHECK(killed.front().pid == children.front());
  CHECK(killed.front().act.signal == SIGKILL);
}
