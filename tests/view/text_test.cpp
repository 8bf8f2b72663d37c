#include "core/view/text/text.hpp"

#include <algorithm>
#include <cstdlib>
#include <ctime>

#include "core/view/formatting/clock.hpp"
#include "core/view/html/html.hpp"
#include "core/view/lanes/lanes.hpp"
#include "core/view/mermaid/mermaid.hpp"
#include "core/view/svg/svg.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs/timelines.hpp"

using namespace support;
using namespace std::chrono_literals;
using view::Style;

namespace {

std::string text_of(const record::Timeline& run, const Style& style = {},
                    std::string_view title = "") {
  return view::render(*view::text(style), run, {title, "", ""});
}

}  // namespace

TEST_CASE("each event is a line: when, who, what") {
  CHECK(text_of(fork_parent_first(), {}, "fork() is called once and returns twice") ==
        R"(fork/basic   fork() is called once and returns twice

  +0.000 ms  parent   4276  starts
  +0.100 ms  parent   4276  prints     one process, 4276, about to become two
  +0.200 ms  parent   4276  forks      child-1 4277
  +0.300 ms  parent   4276  prints     parent 4276: fork gave me 4277
  +0.400 ms  child-1  4277  starts
  +0.500 ms  parent   4276  waits for  child-1 4277
  +0.600 ms  child-1  4277  prints     child 4277: fork gave me 0, my parent is 4276
  +0.700 ms  child-1  4277  exits      with 0
  +0.800 ms  parent   4276  reaps      child-1 4277, which exited with 0
  +0.900 ms  parent   4276  exits      with 0

)");
}

TEST_CASE("the child may be first") {
  CHECK(text_of(fork_child_first()) == R"(fork/basic

  +0.000 ms  parent   4276  starts
  +0.100 ms  parent   4276  prints     one process, 4276, about to become two
  +0.200 ms  parent   4276  forks      child-1 4277
  +0.300 ms  child-1  4277  starts
  +0.400 ms  child-1  4277  prints     child 4277: fork gave me 0, my parent is 4276
  +0.500 ms  child-1  4277  exits      with 0
  +0.600 ms  parent   4276  prints     parent 4276: fork gave me 4277
  +0.700 ms  parent   4276  waits for  child-1 4277
  +0.800 ms  parent   4276  reaps      child-1 4277, which exited with 0
  +0.900 ms  parent   4276  exits      with 0

)");
}

TEST_CASE("a grandchild has its place too") {
  CHECK(text_of(tree_of_three()) == R"(fork/tree

  +0.000 ms  parent   4276  starts
  +0.100 ms  parent   4276  forks      child-1 4277
  +0.200 ms  child-1  4277  starts
  +0.300 ms  child-1  4277  forks      child-1.1 4278
  +0.400 ms  parent   4276  waits for  child-1 4277
  +0.500 ms  child-1.1  4278  starts
  +0.600 ms  child-1.1  4278  prints     4278 is a child of 4277
  +0.700 ms  child-1.1  4278  exits      with 3
  +0.800 ms  child-1    4277  reaps      child-1.1 4278, which exited with 3
  +0.900 ms  child-1    4277  exits      with 0
  +1.000 ms  parent     4276  reaps      child-1 4277, which exited with 0
  +1.100 ms  parent     4276  exits      with 0

)");
}

TEST_CASE("a killed child is told, and why the run failed") {
  CHECK(text_of(killed_child()) == R"(fork/killed

  +0.000 ms  parent   4276  starts
  +0.100 ms  parent   4276  forks      child-1 4277
  +0.200 ms  child-1  4277  starts
  +0.300 ms  parent   4276  waits for  child-1 4277
  +0.400 ms  child-1  4277  is killed  by SIGKILL (9)
  +0.500 ms  parent   4276  reaps      child-1 4277, killed by SIGKILL (9)
  +0.600 ms  parent   4276  exits      with 1

The run failed: child-1 4277 was killed by SIGKILL (9).

)");
}

TEST_CASE("an orphan acts on after its parent") {
  CHECK(text_of(orphan()) == R"(fork/orphan

  +0.000 ms  parent   4276  starts
  +0.100 ms  parent   4276  forks      child-1 4277
  +0.200 ms  child-1  4277  starts
  +0.300 ms  child-1  4277  prints     my parent is 4276
  +0.400 ms  parent   4276  exits      with 0
  +0.500 ms  child-1  4277  prints     my parent is 4275 now
  +0.600 ms  child-1  4277  exits      with 0

)");
}

TEST_CASE("Chinese names and texts keep the columns") {
  CHECK(text_of(chinese()) == R"(分叉/基础

  +0.000 ms  父进程   4276  starts
  +0.100 ms  父进程   4276  forks      子进程-1 4277
  +0.200 ms  父进程   4276  prints     进程4276有了孩子4277 🎉
  +0.300 ms  子进程-1  4277  starts
  +0.400 ms  子进程-1  4277  prints     我是子进程
  +0.500 ms  子进程-1  4277  exits      with 0
  +0.600 ms  父进程    4276  exits      with 0

)");
}

TEST_CASE("every kind of act has its words") {
  using probe::Kind;
  probe::Act sleep = act(Kind::sleep, "", "2 s");
  probe::Act terminate = act(Kind::terminate, "child-1");
  terminate.peer = kChild.pid;
  terminate.signal = 15;
  probe::Act done = act(Kind::task, "pool-1", "task 3");
  done.status = 0;
  probe::Act any = act(Kind::wait, "");
  probe::Act bare_exit = act(Kind::exit, "");
  const auto run = TimelineBuilder("all", "kinds")
                       .starts(kParent)
                       .forks(kParent, kChild)
                       .acts(kParent, sleep)
                       .acts(kParent, act(Kind::put, "queue-1", "Tony"))
                       .acts(kParent, act(Kind::get, "queue-1", "Tony"))
                       .acts(kParent, act(Kind::send, "pipe-1", "San"))
                       .acts(kParent, act(Kind::recv, "pipe-1", "San"))
                       .acts(kParent, act(Kind::lock, "lock-1"))
                       .acts(kParent, act(Kind::unlock, "lock-1"))
                       .acts(kParent, act(Kind::task, "pool-1", "task 3"))
                       .acts(kParent, done)
                       .acts(kParent, act(Kind::close, "queue-1"))
                       .acts(kParent, act(Kind::block, "queue-1"))
                       .acts(kParent, act(Kind::wake, ""))
                       .acts(kParent, terminate)
                       .writes(kParent, "a line of its own\n")
                       .acts(kParent, any)
                       .acts(kParent, bare_exit)
                       .timeline();
  CHECK(text_of(run, {.time = view::Time::none}) == R"(all/kinds

  parent   4276  starts
  parent   4276  forks      child-1 4277
  parent   4276  sleeps     2 s
  parent   4276  puts       Tony into queue-1
  parent   4276  gets       Tony from queue-1
  parent   4276  sends      San through pipe-1
  parent   4276  receives   San from pipe-1
  parent   4276  locks      lock-1
  parent   4276  unlocks    lock-1
  parent   4276  takes      task 3 from pool-1
  parent   4276  finishes   task 3 of pool-1
  parent   4276  closes     queue-1
  parent   4276  waits for  queue-1
  parent   4276  wakes up
  parent   4276  terminates child-1 4277 with SIGTERM (15)
  parent   4276  writes     a line of its own
  parent   4276  waits for  any child
  parent   4276  ends       with an unknown status

)");
}

TEST_CASE("columns grow when something does not fit, and stay so") {
  const TimelineBuilder::Process worker{1234567, 4276, "worker-of-the-month"};
  auto run = TimelineBuilder("a", "b")
                 .starts(kParent)
                 .forks(kParent, worker)
                 .starts(worker)
                 .prints(kParent, "hello")
                 .exits(worker)
                 .exits(kParent)
                 .timeline();
  run.events[1].t = 999'999us;
  run.events[2].t = 1s;
  run.events[3].t = 10s;
  run.events[4].t = 100s + 1us;
  run.events[5].t = 101s;
  CHECK(text_of(run) == R"(a/b

  +0.000 ms  parent   4276  starts
+999.999 ms  parent   4276  forks      worker-of-the-month 1234567
+1000.00 ms  worker-of-the-month  1234567  starts
+10000.0 ms  parent                  4276  prints     hello
 +100000 ms  worker-of-the-month  1234567  exits      with 0
 +101000 ms  parent                  4276  exits      with 0

)");
}

TEST_CASE("a time is less exact where it would be too wide") {
  const std::pair<const char*, const char*> times[] = {
      {"+999.999 ms", "+999.999 ms"},         {"+1000.123 ms", "+1000.12 ms"},
      {"+99999.123 ms", "+99999.1 ms"},       {"+100000.123 ms", "+100000 ms"},
      {"+123456789.123 ms", "+123456789 ms"}, {"15:14:02", "15:14:02"}};
  for (const auto& [time, shown] : times) CHECK(view::less_exact(time, 11) == shown);
}

TEST_CASE("who is ended by mpdemo is not said to be killed by somebody") {
  auto run = killed_child();
  for (auto& event : run.events) {
    if (event.act.kind == probe::Kind::signal) event.act.by_mpdemo = true;
  }
  CHECK_THAT(text_of(run), ContainsSubstring("child-1  4277  is ended   by mpdemo\n"));
  CHECK_THAT(text_of(run, {.plain = true}),
             ContainsSubstring("child-1, process 4277, is ended by mpdemo."));
  for (const auto make : {view::lanes, view::svg, view::html, view::mermaid}) {
    const std::string shown = view::render(*make({}), run);
    CHECK_THAT(shown, ContainsSubstring("ended by mpdemo"));
  }
}

TEST_CASE("the lines of one text stand below each other") {
  const auto run = TimelineBuilder("a", "b")
                       .starts(kParent)
                       .prints(kParent, "first\nsecond\n\nlast")
                       .writes(kParent, "one\ntwo\n")
                       .prints(kParent, "")
                       .exits(kParent)
                       .timeline();
  CHECK(text_of(run) == R"(a/b

  +0.000 ms  parent   4276  starts
  +0.100 ms  parent   4276  prints     first
                                       second

                                       last
  +0.200 ms  parent   4276  writes     one
                                       two
  +0.300 ms  parent   4276  prints
  +0.400 ms  parent   4276  exits      with 0

)");
}

TEST_CASE("a megabyte of short lines is shown without delay") {
  std::string lines;
  while (lines.size() < 1'000'000) lines += "x\n";
  const auto run = TimelineBuilder("a", "b").starts(kParent).writes(kParent, lines).timeline();
  for (const bool plain : {false, true}) {
    const std::clock_t before = std::clock();  // of this process alone
    const std::string shown = text_of(run, {.plain = plain});
    CHECK((std::clock() - before) / CLOCKS_PER_SEC < 5);
    CHECK(std::count(shown.begin(), shown.end(), 'x') == 500'000);
  }
}

TEST_CASE("each process has a colour of its own, around its name and PID only") {
  std::string shown = text_of(killed_child(), {.time = view::Time::none, .colour = true});
  std::replace(shown.begin(), shown.end(), '\x1b', '^');
  CHECK(shown == R"(fork/killed

  ^[38;5;214mparent   4276^[0m  starts
  ^[38;5;214mparent   4276^[0m  forks      ^[38;5;74mchild-1 4277^[0m
  ^[38;5;74mchild-1  4277^[0m  starts
  ^[38;5;214mparent   4276^[0m  waits for  ^[38;5;74mchild-1 4277^[0m
  ^[38;5;74mchild-1  4277^[0m  is killed  by SIGKILL (9)
  ^[38;5;214mparent   4276^[0m  reaps      ^[38;5;74mchild-1 4277^[0m, killed by SIGKILL (9)
  ^[38;5;214mparent   4276^[0m  exits      with 1

The run failed: child-1 4277 was killed by SIGKILL (9).

)");
}

TEST_CASE("without colour there is no escape sequence in a picture") {
  CHECK(text_of(killed_child()).find('\x1b') == std::string::npos);
}

TEST_CASE("names alone, when PIDs are not wanted") {
  CHECK(text_of(killed_child(), {.pids = false}) == R"(fork/killed

  +0.000 ms  parent   starts
  +0.100 ms  parent   forks      child-1
  +0.200 ms  child-1  starts
  +0.300 ms  parent   waits for  child-1
  +0.400 ms  child-1  is killed  by SIGKILL (9)
  +0.500 ms  parent   reaps      child-1, killed by SIGKILL (9)
  +0.600 ms  parent   exits      with 1

The run failed: child-1 4277 was killed by SIGKILL (9).

)");
}

TEST_CASE("nothing of ours lies outside ASCII") {
  for (const auto& run : {fork_parent_first(), tree_of_three(), killed_child(), orphan()})
    for (const bool plain : {false, true})
      for (const char byte : text_of(run, {.ascii = true, .plain = plain}))
        CHECK((byte == '\n' || (byte >= ' ' && byte <= '~')));
}

TEST_CASE("times by the clock on the wall, in the zone of the reader") {
  ::setenv("TZ", "TST-8", 1);
  ::tzset();
  const auto run = TimelineBuilder("a", "b").starts(kParent).exits(kParent).timeline();
  CHECK(text_of(run, {.time = view::Time::wall}) == R"(a/b

  17:15:00.123456  parent   4276  starts
  17:15:00.123556  parent   4276  exits      with 0

)");
  auto timeless = run;
  timeless.run.started.reset();
  CHECK(text_of(timeless, {.time = view::Time::wall}) == text_of(run));
  ::unsetenv("TZ");
  ::tzset();
}

TEST_CASE("a record may claim any time and the clock on the wall shows it") {
  ::setenv("TZ", "UTC", 1);
  ::tzset();
  auto run = TimelineBuilder("a", "b").starts(kParent).exits(kParent).timeline();
  run.run.started = "2199-12-31T23:59:59.750000Z";
  run.events.back().t = std::chrono::nanoseconds(8'999'999'999'500'000'000);
  CHECK_THAT(text_of(run, {.time = view::Time::wall}),
             ContainsSubstring("15:59:59.250000  parent"));
  ::unsetenv("TZ");
  ::tzset();
}

TEST_CASE("a run without times has no time column") {
  auto run = killed_child();
  for (auto& event : run.events) event.t.reset();
  CHECK(text_of(run) == text_of(killed_child(), {.time = view::Time::none}));
}

TEST_CASE("hostile texts and names stay within their line") {
  const TimelineBuilder::Process evil{4277, 4276, "child\n\x1b[2J\u202E"};
  probe::Act put = act(probe::Kind::put, "queue\n1", "a\nb\x1b[H");
  auto run = TimelineBuilder("le\x1bsson", "de\nmo")
                 .starts(kParent)
                 .forks(kParent, evil)
                 .starts(evil)
                 .prints(evil, "\x1b]0;owned\x07\r\n\xFF\u009B2J\tx")
                 .acts(evil, put)
                 .exits(evil)
                 .reaps(kParent, evil)
                 .exits(kParent)
                 .timeline();
  run.end.status = "failed";
  run.end.reason = "\x1b[31mred\n.";
  CHECK(text_of(run, {.time = view::Time::none}, "ti\ttle") == R"(le\x1bsson/de\nmo   ti\ttle

  parent   4276  starts
  parent   4276  forks      child\n\x1b[2J<U+202E> 4277
  child\n\x1b[2J<U+202E>  4277  starts
  child\n\x1b[2J<U+202E>  4277  prints     \x1b]0;owned\x07\r
                                           �\x9b2J\tx
  child\n\x1b[2J<U+202E>  4277  puts       a\nb\x1b[H into queue\n1
  child\n\x1b[2J<U+202E>  4277  exits      with 0
  parent                  4276  reaps      child\n\x1b[2J<U+202E> 4277, which exited with 0
  parent                  4276  exits      with 0

The run failed: \x1b[31mred\n.

)");
}

TEST_CASE("the end tells what went wrong, and what is missing") {
  const auto ending = [](const std::string& status, const std::string& reason, std::uint64_t lost) {
    record::End end;
    end.status = status;
    end.reason = reason;
    end.lost = lost;
    return view::text({})->end(end);
  };
  CHECK(ending("ok", "", 0) == "\n");
  CHECK(ending("ok", "", 1) == "\n1 event was lost.\n\n");
  CHECK(ending("failed", "", 0) == "\nThe run failed.\n\n");
  CHECK(ending("hung", "parent waits for child-1.", 2) ==
        "\nThe run hung: parent waits for child-1. 2 events were lost.\n\n");
  CHECK(ending("interrupted", "SIGINT", 0) == "\nThe run was interrupted: SIGINT.\n\n");
}

TEST_CASE("a view can show one run after the other") {
  const auto shown = view::text({});
  const std::string first = view::render(*shown, fork_parent_first());
  CHECK(view::render(*shown, chinese()) == text_of(chinese()));
  CHECK(view::render(*shown, fork_parent_first()) == first);
}

TEST_CASE("in plain style each event is a sentence") {
  CHECK(text_of(killed_child(), {.plain = true}, "What a parent sees") ==
        R"(fork/killed: What a parent sees
+0.000 ms: parent, process 4276, starts.
+0.100 ms: parent, process 4276, forks child-1, process 4277.
+0.200 ms: child-1, process 4277, starts.
+0.300 ms: parent, process 4276, waits for child-1, process 4277.
+0.400 ms: child-1, process 4277, is killed by SIGKILL (9).
+0.500 ms: parent, process 4276, reaps child-1, process 4277, killed by SIGKILL (9).
+0.600 ms: parent, process 4276, exits with 1.
The run failed: child-1 4277 was killed by SIGKILL (9).

)");
}

TEST_CASE("in plain style printed text comes last, and is moved in where it goes on") {
  const auto run = TimelineBuilder("a", "b")
                       .starts(kParent)
                       .prints(kParent, "first\nparent exits with 9.\n")
                       .prints(kParent, "")
                       .exits(kParent)
                       .timeline();
  CHECK(text_of(run, {.time = view::Time::none, .plain = true, .pids = false}) == R"(a/b
parent starts.
parent prints: first
  parent exits with 9.
parent prints an empty line.
parent exits with 0.

)");
}
