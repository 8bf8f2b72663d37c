#include <signal.h>

#include <algorithm>

#include "tests/support/catch.hpp"
#include "tests/support/runs/timelines.hpp"
#include "tests/view/drawn_lanes.hpp"

using namespace support;
using probe::Kind;

namespace {

probe::Act kills(const TimelineBuilder::Process& whom, int signal) {
  probe::Act made = act(Kind::terminate, whom.name);
  made.peer = whom.pid;
  made.signal = signal;
  return made;
}

/// Two children: the first puts names into a queue, the second gets them.
record::Timeline handover() {
  return TimelineBuilder("queue", "handover")
      .starts(kParent)
      .forks(kParent, kChild)
      .forks(kParent, kSecond)
      .waits_for(kParent, kChild)
      .starts(kSecond)
      .acts(kSecond, act(Kind::block, "queue-1"))
      .starts(kChild)
      .prints(kChild, "putting Tony")
      .acts(kChild, act(Kind::put, "queue-1", "Tony"))
      .acts(kChild, act(Kind::sleep, "", "2 s"))
      .acts(kSecond, act(Kind::get, "queue-1", "Tony"))
      .prints(kSecond, "got Tony")
      .acts(kSecond, act(Kind::block, "queue-1"))
      .exits(kChild)
      .reaps(kParent, kChild)
      .acts(kParent, kills(kSecond, SIGTERM))
      .is_killed(kSecond, SIGTERM)
      .waits_for(kParent, kSecond)
      .reaps(kParent, kSecond)
      .exits(kParent)
      .timeline();
}

/// One sends to the other, which answers.
record::Timeline duplex() {
  return TimelineBuilder("pipe", "duplex")
      .starts(kParent)
      .forks(kParent, kChild)
      .acts(kParent, act(Kind::block, "pipe-1"))
      .starts(kChild)
      .acts(kChild, act(Kind::send, "pipe-1", "who are you?"))
      .acts(kParent, act(Kind::recv, "pipe-1", "who are you?"))
      .acts(kParent, act(Kind::send, "pipe-1", "your parent, and a long answer at that, too long"))
      .acts(kChild, act(Kind::recv, "pipe-1", "your parent, and a long answer at that, too long"))
      .exits(kChild)
      .exits(kParent)
      .timeline();
}

/// A queue with room for one value is full until the child takes it.
record::Timeline blocked_put() {
  return TimelineBuilder("queue", "full")
      .starts(kParent)
      .forks(kParent, kChild)
      .acts(kParent, act(Kind::put, "queue-1", "one"))
      .acts(kParent, act(Kind::block, "queue-1"))
      .starts(kChild)
      .acts(kChild, act(Kind::get, "queue-1", "one"))
      .acts(kParent, act(Kind::put, "queue-1", "two"))
      .exits(kParent)
      .acts(kChild, act(Kind::get, "queue-1", "two"))
      .exits(kChild)
      .timeline();
}

record::Timeline locks() {
  return TimelineBuilder("shared", "lock")
      .starts(kParent)
      .forks(kParent, kChild)
      .starts(kChild)
      .acts(kChild, act(Kind::lock, "lock-1"))
      .acts(kParent, act(Kind::block, "lock-1"))
      .acts(kChild, act(Kind::unlock, "lock-1"))
      .acts(kParent, act(Kind::lock, "lock-1"))
      .acts(kParent, act(Kind::unlock, "lock-1"))
      .timeline();
}

record::Timeline circle() {
  auto run = TimelineBuilder("shared", "deadlock")
                 .starts(kParent)
                 .forks(kParent, kChild)
                 .starts(kChild)
                 .acts(kParent, act(Kind::lock, "lock-1"))
                 .acts(kChild, act(Kind::block, "lock-1"))
                 .waits_for(kParent, kChild)
                 .is_killed(kParent, SIGKILL)
                 .is_killed(kChild, SIGKILL)
                 .timeline();
  run.end.status = "deadlock";
  run.end.reason = "nobody can go on";
  return run;
}

}  // namespace

TEST_CASE("arrows carry from column to column what was put and got") {
  CHECK(picture(handover()) == R"(queue/handover

    0.000  ● parent 4276
    0.100  ├─ fork ─────────────────────────▶● child-1 4277
       ms  ◆ parent 4276          ◆ child-1 4277
    0.200  ├─ fork ───────────────┼─────────────────────▶● child-2 4278
    0.300  ┊ waits for child-1    │                      │
    0.400  ┊                      │                      ├ starts
    0.500  ┊                      │                      ┊ waits for queue-1
    0.600  ┊                      ├ starts               ┊
    0.700  ┊                      │ putting Tony         ┊
    0.800  ┊                      ● put Tony → queue-1   ┊
    0.900  ┊                      ╵ sleeps 2 s           ┊
    1.000  ┊                      ├─ queue-1: Tony ─────▶│
    1.100  ┊                      ·                      │ got Tony
    1.200  ┊                      ·                      ┊ waits for queue-1
    1.300  ┊                      ■ exit 0               ┊
    1.400  │◀─ reaped ────────────■                      ┊
    1.500  ├─ SIGTERM ──────────────────────────────────▶┊
    1.600  │                                             ╳ killed by SIGTERM
    1.700  ┊ waits for child-2
    1.800  │◀─ reaped ───────────────────────────────────■
    1.900  ■ exit 0

)");
}

TEST_CASE("60 columns are enough") {
  CHECK(picture(handover(), {.width = 60}) == R"(queue/handover

    0.000  ● parent 4276
    0.100  ├─ fork ───────────────▶● child-1 4277
       ms  ◆ parent 4276   ◆ child-1 4277
    0.200  ├─ fork ────────┼──────────────▶● child-2 4278
    0.300  ┊ waits for     │               │
           ┊ child-1       │               │
    0.400  ┊               │               ├ starts
    0.500  ┊               │               ┊ waits: queue-1
    0.600  ┊               ├ starts        ┊
    0.700  ┊               │ putting Tony  ┊
    0.800  ┊               ● put Tony      ┊
    0.900  ┊               ╵ sleeps 2 s    ┊
    1.000  ┊               ├─ Tony ───────▶│
    1.100  ┊               ·               │ got Tony
    1.200  ┊               ·               ┊ waits: queue-1
    1.300  ┊               ■ exit 0        ┊
    1.400  │◀─ reaped ─────■               ┊
    1.500  ├─ SIGTERM ────────────────────▶┊
    1.600  │                               ╳ SIGTERM
    1.700  ┊ waits for child-2
    1.800  │◀─ reaped ─────────────────────■
    1.900  ■ exit 0

)");
}

TEST_CASE("120 columns leave texts in one row") {
  CHECK(picture(handover(), {.width = 120}) == R"(queue/handover

    0.000  ● parent 4276
    0.100  ├─ fork ─────────────────────────────────────────────▶● child-1 4277
       ms  ◆ parent 4276                       ◆ child-1 4277
    0.200  ├─ fork ────────────────────────────┼──────────────────────────────────▶● child-2 4278
    0.300  ┊ waits for child-1                 │                                   │
    0.400  ┊                                   │                                   ├ starts
    0.500  ┊                                   │                                   ┊ waits for queue-1
    0.600  ┊                                   ├ starts                            ┊
    0.700  ┊                                   │ putting Tony                      ┊
    0.800  ┊                                   ● put Tony → queue-1                ┊
    0.900  ┊                                   ╵ sleeps 2 s                        ┊
    1.000  ┊                                   ├─ queue-1: Tony ──────────────────▶│
    1.100  ┊                                   ·                                   │ got Tony
    1.200  ┊                                   ·                                   ┊ waits for queue-1
    1.300  ┊                                   ■ exit 0                            ┊
    1.400  │◀─ reaped ─────────────────────────■                                   ┊
    1.500  ├─ SIGTERM ────────────────────────────────────────────────────────────▶┊
    1.600  │                                                                       ╳ killed by SIGTERM
    1.700  ┊ waits for child-2
    1.800  │◀─ reaped ─────────────────────────────────────────────────────────────■
    1.900  ■ exit 0

)");
}

TEST_CASE("in ASCII, nothing of ours is outside of it") {
  const std::string drawn = picture(handover(), {.ascii = true});
  CHECK(std::all_of(drawn.begin(), drawn.end(), [](char c) { return c == '\n' || c >= ' '; }));
  CHECK(drawn == R"(queue/handover

    0.000  o parent 4276
    0.100  +- fork ------------------------->o child-1 4277
       ms  @ parent 4276          @ child-1 4277
    0.200  +- fork ---------------|--------------------->o child-2 4278
    0.300  : waits for child-1    |                      |
    0.400  :                      |                      + starts
    0.500  :                      |                      : waits for queue-1
    0.600  :                      + starts               :
    0.700  :                      | putting Tony         :
    0.800  :                      * put Tony -> queue-1  :
    0.900  :                      ' sleeps 2 s           :
    1.000  :                      +- queue-1: Tony ----->|
    1.100  :                      .                      | got Tony
    1.200  :                      .                      : waits for queue-1
    1.300  :                      # exit 0               :
    1.400  |<- reaped ------------#                      :
    1.500  +- SIGTERM ---------------------------------->:
    1.600  |                                             X killed by SIGTERM
    1.700  : waits for child-2
    1.800  |<- reaped -----------------------------------#
    1.900  # exit 0

)");
}

TEST_CASE("with stable ids, names stand alone, and without times there is no column for them") {
  CHECK(picture(handover(), {.time = view::Time::none, .pids = false}) == R"(queue/handover

  ● parent
  ├─ fork ──────────────────────────────▶● child-1
  ◆ parent                  ◆ child-1
  ├─ fork ──────────────────┼────────────────────────▶● child-2
  ┊ waits for child-1       │                         │
  ┊                         │                         ├ starts
  ┊                         │                         ┊ waits for queue-1
  ┊                         ├ starts                  ┊
  ┊                         │ putting Tony            ┊
  ┊                         ● put Tony → queue-1      ┊
  ┊                         ╵ sleeps 2 s              ┊
  ┊                         ├─ queue-1: Tony ────────▶│
  ┊                         ·                         │ got Tony
  ┊                         ·                         ┊ waits for queue-1
  ┊                         ■ exit 0                  ┊
  │◀─ reaped ───────────────■                         ┊
  ├─ SIGTERM ────────────────────────────────────────▶┊
  │                                                   ╳ killed by SIGTERM
  ┊ waits for child-2
  │◀─ reaped ─────────────────────────────────────────■
  ■ exit 0

)");
}

TEST_CASE("a pipe's answer goes the other way, and what an arrow cuts is told below") {
  CHECK(picture(duplex(), {.width = 60}) == R"(pipe/duplex

    0.000  ● parent 4276
    0.100  ├─ fork ───────────────▶● child-1 4277
    0.200  ┊ waits for pipe-1      │
    0.300  ┊                       ├ starts
    0.400  ┊                       ● send who are you?
    0.500  │◀─ who are you? ───────┤
    0.600  ● send your parent, and │
           │ a long answer at      │
           │ that, too long →      │
           │ pipe-1                │
    0.700  ├─ your parent, and … ─▶│ receives your parent,
           │                       │ and a long answer at
           │                       │ that, too long from
           │                       │ pipe-1
    0.800  │                       ■ exit 0
    0.900  ■ exit 0

)");
}

TEST_CASE("a put that blocks waits, and what came from the dead says so") {
  CHECK(picture(blocked_put()) == R"(queue/full

    0.000  ● parent 4276
    0.100  ├─ fork ─────────────────────────▶● child-1 4277
    0.200  ● put one → queue-1               │
    0.300  ┊ waits for queue-1               │
    0.400  ┊                                 ├ starts
    0.500  ├─ queue-1: one ─────────────────▶│
    0.600  ● put two → queue-1               │
    0.700  ■ exit 0                          │
    0.800                                    ├ gets two from queue-1, put by
                                             │ parent
    0.900                                    ■ exit 0

)");
}

TEST_CASE("who waits for a lock is drawn waiting") {
  CHECK(picture(locks()) == R"(shared/lock

    0.000  ● parent 4276
    0.100  ├─ fork ─────────────────────────▶● child-1 4277
    0.200  │                                 ├ starts
    0.300  │                                 ├ locks lock-1
    0.400  ┊ waits for lock-1                │
    0.500  ┊                                 ├ unlocks lock-1
    0.600  ├ locks lock-1                    │
    0.700  ├ unlocks lock-1                  │

)");
}

TEST_CASE("a deadlock ends with what each process waits for") {
  CHECK(picture(circle()) == R"(shared/deadlock

    0.000  ● parent 4276
    0.100  ├─ fork ─────────────────────────▶● child-1 4277
    0.200  │                                 ├ starts
    0.300  ├ locks lock-1                    │
    0.400  │                                 ┊ waits for lock-1
    0.500  ┊ waits for child-1               ┊
    0.600  ╳ killed by SIGKILL               ┊
    0.700                                    ╳ killed by SIGKILL

deadlock: nobody can go on, so mpdemo ended them
  parent 4276   waits for child-1 4277
  child-1 4277  waits for lock-1, held by parent 4276
  the circle: parent -> child-1 -> lock-1 -> parent

)");
}
