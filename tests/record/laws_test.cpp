#include "tests/support/runs/laws.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/runs/timelines.hpp"

using namespace support;
using namespace std::chrono_literals;
using Broken = std::vector<std::string>;

namespace {

probe::Act put(std::string queue) {
  return act(probe::Kind::put, std::move(queue));
}
probe::Act get(std::string queue) {
  return act(probe::Kind::get, std::move(queue));
}
probe::Act send(std::string pipe) {
  return act(probe::Kind::send, std::move(pipe));
}
probe::Act recv(std::string pipe) {
  return act(probe::Kind::recv, std::move(pipe));
}

TimelineBuilder two_processes() {
  return TimelineBuilder("queue", "handover").starts(kParent).forks(kParent, kChild).starts(kChild);
}

}  // namespace

TEST_CASE("every hand-written run keeps the laws") {
  for (const auto& run : {fork_parent_first(), fork_child_first(), tree_of_three(), killed_child(),
                          orphan(), chinese()})
    CHECK(broken_laws(run) == Broken{});
}

TEST_CASE("a run without events keeps the laws") {
  CHECK(broken_laws({}) == Broken{});
}

TEST_CASE("a gap in the numbers is told") {
  auto run = fork_parent_first();
  run.events[3].seq = 5;
  CHECK(broken_laws(run) == Broken{"event 5 stands where event 4 should be"});
}

TEST_CASE("a missing event is told by every number after it, and by the count") {
  auto run =
      TimelineBuilder("a", "b").starts(kParent).prints(kParent, "x").exits(kParent).timeline();
  run.events.erase(run.events.begin() + 1);
  CHECK(broken_laws(run) ==
        Broken{"event 3 stands where event 2 should be", "the end counts 3 events, there are 2"});
}

TEST_CASE("time that goes back is told, and time that stands still is not") {
  auto run = fork_parent_first();
  run.events[4].t = run.events[3].t;
  CHECK(broken_laws(run) == Broken{});
  run.events[4].t = *run.events[3].t - 1ns;
  CHECK(broken_laws(run) == Broken{"event 5: t goes back"});
}

TEST_CASE("either all events have a time or none has") {
  auto run = killed_child();
  for (auto& event : run.events) event.t.reset();
  CHECK(broken_laws(run) == Broken{});
  run.events.back().t = 5s;
  CHECK(broken_laws(run) == Broken{"event 7: only some events have a time"});
}

TEST_CASE("time before the beginning is told") {
  auto run = fork_parent_first();
  run.events[0].t = -1ns;
  CHECK(broken_laws(run) == Broken{"event 1: t is below zero"});
}

TEST_CASE("a process that acts before its start is told") {
  const auto run = TimelineBuilder("a", "b")
                       .starts(kParent)
                       .forks(kParent, kChild)
                       .prints(kChild, "too early")
                       .starts(kChild)
                       .exits(kChild)
                       .exits(kParent)
                       .timeline();
  CHECK(broken_laws(run) == Broken{"event 3: child-1 4277 acts before its start",
                                   "event 4: child-1 4277 starts twice"});
}

TEST_CASE("the first process needs no fork, but a start") {
  const auto run = TimelineBuilder("a", "b").prints(kParent, "hello").exits(kParent).timeline();
  CHECK(broken_laws(run) == Broken{"event 1: parent 4276 acts before its start"});
}

TEST_CASE("a start before its fork is told") {
  const auto run = TimelineBuilder("a", "b")
                       .starts(kParent)
                       .starts(kChild)
                       .forks(kParent, kChild)
                       .exits(kChild)
                       .exits(kParent)
                       .timeline();
  CHECK(broken_laws(run) == Broken{"event 2: child-1 4277 acts, but its fork was not seen",
                                   "event 3: parent 4276 forks 4277, which has not ended"});
}

TEST_CASE("a process that nobody forked is told") {
  const auto run =
      TimelineBuilder("a", "b").starts(kParent).starts(kChild).exits(kChild).exits(kParent);
  CHECK(broken_laws(run.timeline()) ==
        Broken{"event 2: child-1 4277 acts, but its fork was not seen"});
}

TEST_CASE("a fork that names no child is told") {
  const auto run = TimelineBuilder("a", "b")
                       .starts(kParent)
                       .acts(kParent, act(probe::Kind::fork, {}))
                       .exits(kParent);
  CHECK(broken_laws(run.timeline()) ==
        Broken{"event 2: parent 4276 forks, but the fork names no child"});
}

TEST_CASE("a forked process that never starts is told") {
  const auto run = TimelineBuilder("a", "b").starts(kParent).forks(kParent, kChild).exits(kParent);
  CHECK(broken_laws(run.timeline()) ==
        Broken{"child-1 4277 was forked in event 2 but never starts"});
}

TEST_CASE("a process without an end is told") {
  CHECK(broken_laws(two_processes().exits(kParent).timeline()) ==
        Broken{"child-1 4277 has no end"});
}

TEST_CASE("an act after the end of its process is reported, whether that exited or was killed") {
  const auto exited = TimelineBuilder("a", "b").starts(kParent).exits(kParent).prints(kParent, "?");
  CHECK(broken_laws(exited.timeline()) == Broken{"event 3: parent 4276 acts after its end"});
  const auto killed =
      TimelineBuilder("a", "b").starts(kParent).is_killed(kParent, 9).exits(kParent);
  CHECK(broken_laws(killed.timeline()) == Broken{"event 3: parent 4276 acts after its end"});
}

TEST_CASE("a reap before the end of its process is told") {
  const auto run = two_processes().reaps(kParent, kChild).exits(kChild).exits(kParent);
  CHECK(broken_laws(run.timeline()) == Broken{"event 4: parent 4276 reaps 4277 before its end"});
}

TEST_CASE("a second reap of the same process is told") {
  const auto run = two_processes().exits(kChild).reaps(kParent, kChild).reaps(kParent, kChild);
  CHECK(broken_laws(run.timeline()) ==
        Broken{"event 6: parent 4276 reaps 4277 a second time", "parent 4276 has no end"});
}

TEST_CASE("a reap of an unknown process, or of none, is told") {
  const auto unknown =
      TimelineBuilder("a", "b").starts(kParent).reaps(kParent, kChild).exits(kParent);
  CHECK(broken_laws(unknown.timeline()) ==
        Broken{"event 2: parent 4276 reaps 4277, whose fork was not seen"});
  const auto none = TimelineBuilder("a", "b")
                        .starts(kParent)
                        .acts(kParent, act(probe::Kind::reap, {}))
                        .exits(kParent);
  CHECK(broken_laws(none.timeline()) ==
        Broken{"event 2: parent 4276 reaps, but the reap names no process"});
}

TEST_CASE("a PID may come back after its process has ended and a fork names it again") {
  const TimelineBuilder::Process second{kChild.pid, kParent.pid, "child-2"};
  const auto run = two_processes()
                       .exits(kChild)
                       .forks(kParent, second)
                       .reaps(kParent, kChild)
                       .starts(second)
                       .exits(second)
                       .reaps(kParent, second)
                       .exits(kParent);
  CHECK(broken_laws(run.timeline()) == Broken{});
}

TEST_CASE("a PID that comes back without a fork is told") {
  const auto run = two_processes().exits(kChild).starts(kChild).exits(kParent);
  CHECK(broken_laws(run.timeline()) == Broken{"event 5: child-1 4277 acts after its end"});
}

TEST_CASE("a PID that is forked again while its process lives is told") {
  const auto run = two_processes().forks(kParent, kChild).exits(kChild).exits(kParent);
  CHECK(broken_laws(run.timeline()) ==
        Broken{"event 4: parent 4276 forks 4277, which has not ended"});
}

TEST_CASE("the n-th get needs n puts before it, in each queue by itself") {
  const auto good = two_processes()
                        .acts(kParent, put("queue-1"))
                        .acts(kParent, put("queue-1"))
                        .acts(kChild, get("queue-1"))
                        .acts(kChild, get("queue-1"))
                        .exits(kChild)
                        .exits(kParent);
  CHECK(broken_laws(good.timeline()) == Broken{});
  const auto early = two_processes()
                         .acts(kParent, put("queue-1"))
                         .acts(kChild, get("queue-1"))
                         .acts(kChild, get("queue-1"))
                         .acts(kParent, put("queue-1"))
                         .exits(kChild)
                         .exits(kParent);
  CHECK(broken_laws(early.timeline()) ==
        Broken{"event 6: child-1 4277 is the get number 2 from queue-1, after 1 puts"});
  const auto other = two_processes()
                         .acts(kParent, put("queue-1"))
                         .acts(kChild, get("queue-2"))
                         .exits(kChild)
                         .exits(kParent);
  CHECK(broken_laws(other.timeline()) ==
        Broken{"event 5: child-1 4277 is the get number 1 from queue-2, after 0 puts"});
}

TEST_CASE("the n-th recv needs the n-th send before it") {
  const auto duplex = two_processes()
                          .acts(kParent, send("pipe-1"))
                          .acts(kChild, send("pipe-1"))
                          .acts(kParent, recv("pipe-1"))
                          .acts(kChild, recv("pipe-1"))
                          .exits(kChild)
                          .exits(kParent);
  CHECK(broken_laws(duplex.timeline()) == Broken{});
  // One process may hold both ends.
  const auto own = two_processes()
                       .acts(kParent, send("pipe-1"))
                       .acts(kParent, recv("pipe-1"))
                       .exits(kChild)
                       .exits(kParent);
  CHECK(broken_laws(own.timeline()) == Broken{});
  const auto twice = two_processes()
                         .acts(kParent, send("pipe-1"))
                         .acts(kChild, recv("pipe-1"))
                         .acts(kChild, recv("pipe-1"))
                         .acts(kParent, send("pipe-1"))
                         .exits(kChild)
                         .exits(kParent);
  CHECK(broken_laws(twice.timeline()) ==
        Broken{"event 6: child-1 4277 is the recv number 2 from pipe-1, after 1 sends"});
}

TEST_CASE("an end that counts wrong, and events that were lost, are told") {
  auto run = fork_parent_first();
  run.end.events = 9;
  run.end.lost = 2;
  CHECK(broken_laws(run) == Broken{"the end counts 9 events, there are 10", "2 events are lost"});
}
