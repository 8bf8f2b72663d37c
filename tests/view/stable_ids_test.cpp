#include "core/view/model/stable_ids.hpp"

#include "core/record/record.hpp"
#include "core/view/model/without_time.hpp"
#include "core/view/text/jsonl.hpp"
#include "core/view/text/text.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs/laws.hpp"
#include "tests/support/runs/timelines.hpp"

using namespace support;

namespace {

record::Timeline stable(const record::Timeline& run) {
  Collector runs;
  view::StableIds ids(runs);
  play(run, ids);
  return runs.runs().at(0);
}

/// What is left of a text that the child prints; 4276 is its parent, 4275 mpdemo.
std::string printed(const std::string& text) {
  const auto run = TimelineBuilder("a", "b")
                       .starts(kParent)
                       .forks(kParent, kChild)
                       .starts(kChild)
                       .prints(kChild, text)
                       .timeline();
  return stable(run).events.back().act.text;
}

}  // namespace

TEST_CASE("PIDs become ordinals, and their mention names") {
  const auto run = stable(tree_of_three());
  CHECK(view::render(*view::text({.time = view::Time::none, .pids = false}), run) ==
        R"(fork/tree

  parent   starts
  parent   forks      child-1
  child-1  starts
  child-1  forks      child-1.1
  parent   waits for  child-1
  child-1.1  starts
  child-1.1  prints     child-1.1 is a child of child-1
  child-1.1  exits      with 3
  child-1    reaps      child-1.1, which exited with 3
  child-1    exits      with 0
  parent     reaps      child-1, which exited with 0
  parent     exits      with 0

)");
  CHECK(broken_laws(run).empty());
}

TEST_CASE("the record of a stable run tells ordinals: 1 is the parent, 0 is outside") {
  Collector timeless;
  view::WithoutTime no_time(timeless);
  view::StableIds ids(no_time);
  play(orphan(), ids);
  CHECK(
      view::render(*view::jsonl(), timeless.runs().at(0)) ==
      R"({"type":"run","schema":1,"lesson":"fork","demo":"orphan","mode":"free","argv":["mpdemo","fork"]}
{"type":"event","seq":1,"pid":1,"ppid":0,"name":"parent","kind":"start"}
{"type":"event","seq":2,"pid":1,"ppid":0,"name":"parent","kind":"fork","object":"child-1","peer":2}
{"type":"event","seq":3,"pid":2,"ppid":1,"name":"child-1","kind":"start"}
{"type":"event","seq":4,"pid":2,"ppid":1,"name":"child-1","kind":"print","text":"my parent is parent"}
{"type":"event","seq":5,"pid":1,"ppid":0,"name":"parent","kind":"exit","status":0}
{"type":"event","seq":6,"pid":2,"ppid":0,"name":"child-1","kind":"print","text":"my parent is mpdemo now"}
{"type":"event","seq":7,"pid":2,"ppid":0,"name":"child-1","kind":"exit","status":0}
{"type":"end","events":7,"lost":0,"status":"ok"}
)");
}

TEST_CASE("the same run with other PIDs gives the same bytes") {
  auto moved = tree_of_three();
  for (auto& event : moved.events) {
    event.pid += 90000;
    event.ppid += 90000;
    if (event.act.peer) *event.act.peer += 90000;
    if (event.act.text == "4278 is a child of 4277") event.act.text = "94278 is a child of 94277";
  }
  CHECK(stable(moved) == stable(tree_of_three()));
}

TEST_CASE("whole numbers that are PIDs become names, others stay") {
  CHECK(printed("4276") == "parent");
  CHECK(printed("I am 4277, my parent is 4276.") == "I am child-1, my parent is parent.");
  CHECK(printed("my parent is 4275 now") == "my parent is mpdemo now");
  CHECK(printed("进程4277有父进程4276") == "进程child-1有父进程parent");
  CHECK(printed("(4277)=[4276],'4277'") == "(child-1)=[parent],'child-1'");
  CHECK(printed("-4277 +4276") == "-child-1 +parent");
  CHECK(printed("9999 42 0 4278") == "9999 42 0 4278");
}

TEST_CASE("numbers inside of words, names and decimals stay") {
  for (const char* text : {"x4277", "4277x", "_4277", "4277_", "14277", "42771", "04277", "4277.5",
                           "1.4277", "0x4277", "child-4277", "99999999999999999999"})
    CHECK(printed(text) == text);
}

TEST_CASE("a name followed by its PID is named once") {
  CHECK(printed("parent 4276 waits for child-1 4277, held by parent 4276") ==
        "parent waits for child-1, held by parent");
  CHECK(printed("parent 4276: 4276") == "parent: parent");
  CHECK(printed("grandparent 4276") == "grandparent parent");
  CHECK(printed("parent parent") == "parent parent");
  CHECK(printed("the parent, 4276") == "the parent, parent");
}

TEST_CASE("addresses are numbered in order of appearance, the same one the same") {
  CHECK(printed("0x7ffc12345678 0x55aa00001111, 0x7FFC12345678") ==
        "address-1 address-2, address-1");
  CHECK(printed("0x1234567 0x1234567g8 x0x123456789") == "0x1234567 0x1234567g8 x0x123456789");
}

TEST_CASE("values and the reason of the end are made stable too") {
  probe::Act put;
  put.kind = probe::Kind::put;
  put.object = probe::ObjectRef::parse("queue-1");
  put.value = "from 4276";
  auto run = TimelineBuilder("a", "b").starts(kParent).acts(kParent, put).timeline();
  run.end.reason = "4276 waits for 4275";
  CHECK(stable(run).events[1].act.value == "from parent");
  CHECK(stable(run).end.reason == "parent waits for mpdemo");
}

TEST_CASE("how long a sleep takes and which task it is are no PIDs, whatever PIDs there are") {
  probe::Act sleep, task;
  sleep.kind = probe::Kind::sleep;
  sleep.duration = std::chrono::seconds(4276);
  task.kind = probe::Kind::task;
  task.object = probe::ObjectRef::parse("pool-1");
  task.value = "task 4276";
  const auto run = stable(TimelineBuilder("a", "b")
                              .starts(kParent)
                              .acts(kParent, sleep)
                              .acts(kParent, task)
                              .timeline());
  CHECK(run.events[1].act.duration == std::chrono::seconds(4276));
  CHECK(run.events[2].act.value == "task 4276");
}

TEST_CASE("a PID that comes back is another process") {
  const TimelineBuilder::Process second{kChild.pid, kParent.pid, "child-2"};
  const auto run = stable(TimelineBuilder("a", "b")
                              .starts(kParent)
                              .forks(kParent, kChild)
                              .starts(kChild)
                              .exits(kChild)
                              .forks(kParent, second)
                              .prints(kParent, "that was 4277 again")
                              .starts(second)
                              .timeline());
  CHECK(run.events[1].act.peer == 2);
  CHECK(run.events[4].act.peer == 3);
  CHECK(run.events[5].act.text == "that was child-2 again");
  CHECK(run.events[6].pid == 3);
}

TEST_CASE("a process that goes by its PID goes by its ordinal") {
  const TimelineBuilder::Process stranger{5000, 4276, "process-5000"};
  const auto run = stable(TimelineBuilder("a", "b")
                              .starts(kParent)
                              .forks(kParent, stranger)
                              .starts(stranger)
                              .prints(stranger, "5000 speaks")
                              .timeline());
  CHECK(run.events[1].act.peer_name == "process-2");
  CHECK(run.events[2].name == "process-2");
  CHECK(run.events[3].act.text == "process-2 speaks");
}

TEST_CASE("a PID in bytes that are text is named, and bytes that are none are left out") {
  probe::Act text = act(probe::Kind::send, "pipe-1", "5 bytes");
  text.bytes = "4277\n";
  probe::Act binary = act(probe::Kind::send, "pipe-1", "4 bytes");
  binary.bytes = std::string("\xb5\x10\0\0", 4);
  const auto run = stable(TimelineBuilder("trace", "b")
                              .starts(kParent)
                              .forks(kParent, kChild)
                              .acts(kChild, text)
                              .acts(kChild, binary)
                              .timeline());
  CHECK(run.events[2].act.bytes == "child-1\n");
  CHECK(run.events[3].act.bytes.empty());
}

TEST_CASE("each run starts to count again") {
  Collector runs;
  view::StableIds ids(runs);
  play(fork_parent_first(), ids);
  play(fork_parent_first(), ids);
  CHECK(runs.runs().at(0) == runs.runs().at(1));
}

TEST_CASE("what is stable already stays as it is, numbers in texts included") {
  const auto once = stable(TimelineBuilder("a", "b")
                               .starts(kParent)
                               .forks(kParent, kChild)
                               .starts(kChild)
                               .prints(kChild, "task 1 of 2 begins in 4277")
                               .exits(kChild)
                               .exits(kParent)
                               .timeline());
  CHECK(once.events[3].act.text == "task 1 of 2 begins in child-1");
  CHECK(stable(once) == once);
}

TEST_CASE("It is known whether a name stands where a PID was printed") {
  const auto names = [](const std::string& text) {
    Collector runs;
    view::StableIds ids(runs);
    play(TimelineBuilder("a", "b").starts(kParent).prints(kParent, text).timeline(), ids);
    return ids.has_named_pids();
  };
  CHECK(names("I am process 4276"));
  CHECK_FALSE(names("I am process 99, at 0x12345678"));
  CHECK_FALSE(names(""));
}
