#include "core/view/model/standstill.hpp"

#include <signal.h>

#include <algorithm>

#include "core/record/act_text.hpp"
#include "core/view/model/stable_ids.hpp"
#include "core/view/text/text.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs/timelines.hpp"

using namespace support;
using probe::Kind;
using view::Style;

namespace {

const TimelineBuilder::Process kAnn{4277, 4276, "ann"};
const TimelineBuilder::Process kBen{4278, 4276, "ben"};
const TimelineBuilder::Process kEve{4279, 4276, "eve"};

probe::Act on(Kind kind, const std::string& object, int line = 0) {
  probe::Act act;
  act.kind = kind;
  record::set_object(act, object);
  if (line > 0) act.file = "lessons/shared/deadlock.cpp";
  act.line = line;
  return act;
}

probe::Act wait_for(const TimelineBuilder::Process& whom, int line) {
  probe::Act act = on(Kind::wait, whom.name, line);
  act.peer = whom.pid;
  return act;
}

/// The beginning of a run of ann, ben, perhaps eve, and their parent.
TimelineBuilder family(bool with_eve = false) {
  TimelineBuilder run("shared", "deadlock");
  run.starts(kParent).forks(kParent, kAnn).forks(kParent, kBen).starts(kAnn).starts(kBen);
  if (with_eve) run.forks(kParent, kEve).starts(kEve);
  return run;
}

/// No process can go on, and the end of the run kills all that are left.
record::Timeline deadlocked(TimelineBuilder run,
                            const std::vector<TimelineBuilder::Process>& left) {
  for (const auto& process : left) run.is_killed(process, SIGKILL);
  record::Timeline timeline = run.timeline();
  timeline.end.status = "deadlock";
  timeline.end.reason = "nobody can go on";
  return timeline;
}

record::Timeline two_in_a_circle() {
  return deadlocked(family()
                        .acts(kAnn, on(Kind::lock, "lock-1", 19))
                        .acts(kBen, on(Kind::lock, "lock-2", 31))
                        .acts(kParent, wait_for(kAnn, 40))
                        .acts(kAnn, on(Kind::block, "lock-2", 21))
                        .acts(kBen, on(Kind::block, "lock-1", 33)),
                    {kParent, kAnn, kBen});
}

/// The text below the events.
std::string told(const record::Timeline& run, const Style& style = {}) {
  const std::string whole = view::render(*view::text(style), run);
  const auto head = std::min(whole.find("deadlock: "), whole.find("standstill: "));
  REQUIRE(head != whole.npos);
  return whole.substr(head);
}

}  // namespace

TEST_CASE("two processes that each hold what the other wants are a circle") {
  CHECK(told(two_in_a_circle()) == R"(deadlock: nobody can go on, so mpdemo ended them
  ann      4277  waits for lock-2 (line 21), held by ben 4278
  ben      4278  waits for lock-1 (line 33), held by ann 4277
  parent   4276  waits for ann 4277 (line 40)
  the circle: ann -> lock-2 -> ben -> lock-1 -> ann

)");
}

TEST_CASE("three processes can be a circle, too") {
  const auto run = deadlocked(family(true)
                                  .acts(kAnn, on(Kind::lock, "lock-1", 1))
                                  .acts(kBen, on(Kind::lock, "lock-2", 2))
                                  .acts(kEve, on(Kind::lock, "lock-3", 3))
                                  .acts(kEve, on(Kind::block, "lock-1", 6))
                                  .acts(kAnn, on(Kind::block, "lock-2", 4))
                                  .acts(kBen, on(Kind::block, "lock-3", 5))
                                  .acts(kParent, wait_for(kEve, 9)),
                              {kParent, kAnn, kBen, kEve});
  CHECK(told(run) == R"(deadlock: nobody can go on, so mpdemo ended them
  ann      4277  waits for lock-2 (line 4), held by ben 4278
  ben      4278  waits for lock-3 (line 5), held by eve 4279
  eve      4279  waits for lock-1 (line 6), held by ann 4277
  parent   4276  waits for eve 4279 (line 9)
  the circle: ann -> lock-2 -> ben -> lock-3 -> eve -> lock-1 -> ann

)");
}

TEST_CASE("a parent that joins its child with the child's lock in hand is part of the circle") {
  const auto run = deadlocked(TimelineBuilder("a", "b")
                                  .starts(kParent)
                                  .forks(kParent, kChild)
                                  .acts(kParent, on(Kind::lock, "value-1", 5))
                                  .starts(kChild)
                                  .acts(kChild, on(Kind::block, "value-1", 8))
                                  .acts(kParent, wait_for(kChild, 12)),
                              {kParent, kChild});
  CHECK(told(run) == R"(deadlock: nobody can go on, so mpdemo ended them
  parent   4276  waits for child-1 4277 (line 12)
  child-1  4277  waits for value-1 (line 8), held by parent 4276
  the circle: parent -> child-1 -> value-1 -> parent

)");
  CHECK(told(run, {.plain = true}) == R"(deadlock: nobody can go on, so mpdemo ended them.
parent, process 4276, waits for child-1, process 4277 (line 12).
child-1, process 4277, waits for value-1 (line 8), held by parent, process 4276.
the circle: parent waits for child-1; child-1 waits for value-1, held by parent.

)");
}

TEST_CASE("a lock that its holder wants once more is a circle of one") {
  const auto run = deadlocked(TimelineBuilder("a", "b")
                                  .starts(kParent)
                                  .acts(kParent, on(Kind::lock, "lock-1"))
                                  .acts(kParent, on(Kind::block, "lock-1")),
                              {kParent});
  CHECK(told(run) == R"(deadlock: nobody can go on, so mpdemo ended them
  parent   4276  waits for lock-1, held by parent 4276
  the circle: parent -> lock-1 -> parent

)");
}

TEST_CASE("a queue that nobody will ever fill is a standstill without a circle") {
  const auto run = deadlocked(family()
                                  .acts(kAnn, on(Kind::put, "queue-1", 7))
                                  .acts(kBen, on(Kind::get, "queue-1", 9))
                                  .exits(kAnn)
                                  .acts(kParent, wait_for(kAnn, 12))
                                  .reaps(kParent, kAnn)
                                  .acts(kBen, on(Kind::block, "queue-1", 9))
                                  .acts(kParent, wait_for(kBen, 13)),
                              {kBen, kParent});
  CHECK(told(run) == R"(standstill: nobody can go on, so mpdemo ended them
  parent   4276  waits for ben 4278 (line 13)
  ben      4278  waits for queue-1 (line 9)

)");
}

TEST_CASE("nobody holds an event, and what was unlocked is nobody's") {
  const auto run = deadlocked(family()
                                  .acts(kAnn, on(Kind::lock, "event-1", 3))
                                  .acts(kBen, on(Kind::lock, "lock-1", 4))
                                  .acts(kBen, on(Kind::unlock, "lock-1", 5))
                                  .acts(kAnn, on(Kind::block, "event-1", 6))
                                  .acts(kBen, on(Kind::block, "lock-1", 7))
                                  .acts(kParent, on(Kind::wait, "", 8)),
                              {kParent, kAnn, kBen});
  CHECK(told(run) == R"(standstill: nobody can go on, so mpdemo ended them
  parent   4276  waits for any child (line 8)
  ann      4277  waits for event-1 (line 6)
  ben      4278  waits for lock-1 (line 7)

)");
}

TEST_CASE("several hold a semaphore, each named once, and one who has ended still does") {
  const auto run = deadlocked(family(true)
                                  .acts(kAnn, on(Kind::lock, "semaphore-1", 1))
                                  .acts(kBen, on(Kind::lock, "semaphore-1", 2))
                                  .acts(kBen, on(Kind::lock, "semaphore-1", 3))
                                  .acts(kParent, on(Kind::lock, "semaphore-1", 4))
                                  .is_killed(kAnn, SIGKILL)
                                  .reaps(kParent, kAnn)
                                  .acts(kBen, on(Kind::block, "queue-1", 5))
                                  .acts(kEve, on(Kind::block, "semaphore-1", 6))
                                  .acts(kParent, wait_for(kEve, 7)),
                              {kParent, kBen, kEve});
  CHECK(told(run) ==
        R"(deadlock: nobody can go on, so mpdemo ended them
  parent   4276  waits for eve 4279 (line 7)
  eve      4279  waits for semaphore-1 (line 6), held by ann 4277 (ended), ben 4278 and parent 4276
  ben      4278  waits for queue-1 (line 5)
  the circle: parent -> eve -> semaphore-1 -> parent

)");
}

TEST_CASE("who takes what others have released before holds nothing of a semaphore") {
  const auto run = deadlocked(family()
                                  .acts(kBen, on(Kind::unlock, "semaphore-1", 1))
                                  .acts(kAnn, on(Kind::lock, "semaphore-1", 2))
                                  .acts(kAnn, on(Kind::block, "semaphore-1", 2))
                                  .acts(kParent, wait_for(kAnn, 3))
                                  .exits(kBen),
                              {kParent, kAnn});
  CHECK(told(run) == R"(standstill: nobody can go on, so mpdemo ended them
  parent   4276  waits for ann 4277 (line 3)
  ann      4277  waits for semaphore-1 (line 2)

)");
}

TEST_CASE("a lock may be released by somebody else, and is free when its holder has ended") {
  const auto run = deadlocked(family(true)
                                  .acts(kAnn, on(Kind::lock, "lock-1"))
                                  .acts(kAnn, on(Kind::lock, "lock-2"))
                                  .acts(kBen, on(Kind::unlock, "lock-1"))
                                  .acts(kEve, on(Kind::block, "lock-2"))
                                  .acts(kAnn, on(Kind::block, "queue-1"))
                                  .is_killed(kAnn, SIGKILL)
                                  .acts(kEve, on(Kind::wake, "lock-2"))
                                  .acts(kBen, on(Kind::block, "lock-1"))
                                  .acts(kEve, on(Kind::block, "lock-2"))
                                  .acts(kParent, wait_for(kBen, 0)),
                              {kParent, kBen, kEve});
  CHECK(told(run) == R"(standstill: nobody can go on, so mpdemo ended them
  parent   4276  waits for ben 4278
  ben      4278  waits for lock-1
  eve      4279  waits for lock-2

)");
}

TEST_CASE("who was killed before the end waits for nothing any more") {
  probe::Act kill = on(Kind::terminate, "ann");
  kill.peer = kAnn.pid;
  kill.signal = SIGKILL;
  const TimelineBuilder killed_by_its_parent = family()
                                                   .acts(kAnn, on(Kind::block, "queue-1", 1))
                                                   .acts(kBen, on(Kind::block, "queue-1", 2))
                                                   .acts(kParent, kill)
                                                   .acts(kParent, on(Kind::block, "queue-2", 3))
                                                   .is_killed(kAnn, SIGKILL);
  const TimelineBuilder killed_by_another_signal = family()
                                                       .acts(kAnn, on(Kind::block, "queue-1", 1))
                                                       .acts(kBen, on(Kind::block, "queue-1", 2))
                                                       .acts(kParent, on(Kind::block, "queue-2", 3))
                                                       .is_killed(kAnn, SIGTERM);
  for (const TimelineBuilder& run : {killed_by_its_parent, killed_by_another_signal})
    CHECK(told(deadlocked(run, {kParent, kBen})) ==
          R"(standstill: nobody can go on, so mpdemo ended them
  parent   4276  waits for queue-2 (line 3)
  ben      4278  waits for queue-1 (line 2)

)");
}

TEST_CASE("a PID that comes back holds nothing of what its first owner held") {
  const TimelineBuilder::Process newcomer{4277, 4276, "eve"};
  const auto run = deadlocked(family()
                                  .acts(kAnn, on(Kind::lock, "semaphore-1"))
                                  .exits(kAnn)
                                  .reaps(kParent, kAnn)
                                  .forks(kParent, newcomer)
                                  .starts(newcomer)
                                  .acts(newcomer, on(Kind::block, "queue-1"))
                                  .acts(kBen, on(Kind::block, "semaphore-1"))
                                  .acts(kParent, wait_for(kBen, 0)),
                              {kParent, kBen, newcomer});
  CHECK(told(run) == R"(standstill: nobody can go on, so mpdemo ended them
  parent   4276  waits for ben 4278
  ben      4278  waits for semaphore-1
  eve      4277  waits for queue-1

)");
}

TEST_CASE("output that is found late does not end a wait, but whatever a process does next does") {
  const auto run = deadlocked(family()
                                  .acts(kAnn, on(Kind::block, "queue-1", 1))
                                  .acts(kBen, on(Kind::block, "queue-2", 2))
                                  .acts(kBen, on(Kind::get, "queue-2", 2))
                                  .writes(kAnn, "written before\n")
                                  .acts(kBen, on(Kind::block, "pipe-1", 3))
                                  .acts(kParent, on(Kind::sleep, "")),
                              {kParent, kAnn, kBen});
  CHECK(told(run) == R"(standstill: nobody can go on, so mpdemo ended them
  ann      4277  waits for queue-1 (line 1)
  ben      4278  waits for pipe-1 (line 3)

)");
}

TEST_CASE("under stable ids there are names only") {
  Collector stable;
  view::StableIds ids(stable);
  play(two_in_a_circle(), ids);
  const record::Timeline& run = stable.runs().at(0);
  CHECK(told(run, {.pids = false}) == R"(deadlock: nobody can go on, so mpdemo ended them
  ann      waits for lock-2 (line 21), held by ben
  ben      waits for lock-1 (line 33), held by ann
  parent   waits for ann (line 40)
  the circle: ann -> lock-2 -> ben -> lock-1 -> ann

)");
  CHECK(told(run, {.plain = true, .pids = false}) ==
        R"(deadlock: nobody can go on, so mpdemo ended them.
ann waits for lock-2 (line 21), held by ben.
ben waits for lock-1 (line 33), held by ann.
parent waits for ann (line 40).
the circle: ann waits for lock-2, held by ben; ben waits for lock-1, held by ann.

)");
}

TEST_CASE("each process of a deadlock keeps its colour") {
  std::string shown = told(two_in_a_circle(), {.colour = true});
  std::replace(shown.begin(), shown.end(), '\x1b', '^');
  CHECK(shown == R"(deadlock: nobody can go on, so mpdemo ended them
  ^[38;5;74mann      4277^[0m  waits for lock-2 (line 21), held by ^[38;5;36mben 4278^[0m
  ^[38;5;36mben      4278^[0m  waits for lock-1 (line 33), held by ^[38;5;74mann 4277^[0m
  ^[38;5;214mparent   4276^[0m  waits for ^[38;5;74mann 4277^[0m (line 40)
)"
                 "  the circle: ^[38;5;74mann^[0m -> lock-2 -> ^[38;5;36mben^[0m -> lock-1 -> "
                 "^[38;5;74mann^[0m\n\n");
}

TEST_CASE("a deadlock is drawn in ASCII, whatever the objects and processes are called") {
  const TimelineBuilder::Process evil{4277, 4276, "e\x1b[2J"};
  const auto run = deadlocked(TimelineBuilder("a", "b")
                                  .starts(kParent)
                                  .forks(kParent, evil)
                                  .starts(evil)
                                  .acts(evil, on(Kind::lock, "lock\n1"))
                                  .acts(evil, on(Kind::block, "lock\n1")),
                              {kParent, evil});
  for (const bool plain : {false, true}) {
    const std::string shown = told(run, {.ascii = true, .plain = plain});
    for (const char byte : shown) CHECK((byte == '\n' || (byte >= ' ' && byte <= '~')));
    CHECK_THAT(shown, ContainsSubstring(R"(lock\n1, held by e\x1b[2J)"));
  }
}

TEST_CASE("lost events are told below the picture, and the reason only where there is none") {
  auto lossy = two_in_a_circle();
  lossy.end.lost = 2;
  CHECK(told(lossy).ends_with(" -> ann\n\n2 events were lost.\n\n"));
  CHECK(told(lossy, {.plain = true}).ends_with(" by ann.\n2 events were lost.\n\n"));
  const auto nobody_waits = deadlocked(TimelineBuilder("a", "b").starts(kParent), {kParent});
  CHECK(view::render(*view::text({}), nobody_waits)
            .ends_with("\n\nThe run is in a deadlock: nobody can go on.\n\n"));
}

TEST_CASE("a run that ends in another way has no such picture") {
  auto hung = two_in_a_circle();
  hung.end.status = "hung";
  for (const bool plain : {false, true}) {
    const std::string shown = view::render(*view::text({.plain = plain}), hung);
    CHECK(shown.find("circle") == shown.npos);
    CHECK(shown.ends_with("The run hung: nobody can go on.\n\n"));
  }
}

TEST_CASE("who waited in one run is not in the picture of the next") {
  const auto view = view::text({});
  view::render(*view, two_in_a_circle());
  const auto next = deadlocked(
      TimelineBuilder("a", "b").starts(kParent).acts(kParent, on(Kind::block, "lock-1", 1)),
      {kParent});
  CHECK(view::render(*view, next) == view::render(*view::text({}), next));
}
