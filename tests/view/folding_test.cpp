#include "core/view/model/folding.hpp"

#include <signal.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "core/view/formats.hpp"
#include "core/view/formatting/display_width.hpp"
#include "core/view/model/bytes_said.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/english_left.hpp"
#include "tests/support/runs/pipeline.hpp"
#include "tests/support/runs/timelines.hpp"

using namespace support;
using probe::Kind;
using view::Folding;
using view::Telling;

namespace {

std::string shown(std::string_view format, const record::Timeline& run,
                  const view::Style& style = {}) {
  return view::render(*view::format_named(format)->make(style), run);
}

/// A run of a traced program that nobody has written: some processes that fork, wire,
/// execute, talk through pipes, wait and end, in an order in which that can be.
class RandomRun {
 public:
  explicit RandomRun(unsigned seed) : random_(seed), builder_("trace", "random") {
    start(kParent, below(2) == 0 ? "sh -c x" : "./a.out");
    while (steps_ < 120) step();
    while (!alive_.empty()) end(alive_.back());
  }

  record::Timeline run() const { return builder_.timeline(); }

 private:
  using Process = TimelineBuilder::Process;

  unsigned below(unsigned count) { return static_cast<unsigned>(random_()) % count; }

  std::string pipe() { return "pipe-" + std::to_string(1 + below(3)); }

  void start(const Process& who, const std::string& command) {
    alive_.push_back(who);
    builder_.acts(who, act(Kind::start, "", command));
  }

  void fork(const Process& who) {
    const std::string number = std::to_string(++forked_);
    const Process child{static_cast<pid_t>(4276 + forked_), who.pid, "child-" + number};
    builder_.forks(who, child);
    start(child, "with both ends of pipe-1");
  }

  void send(const Process& who) {
    const std::string object = pipe();
    probe::Act sent = act(Kind::send, object, std::to_string(1 + below(3)) + " bytes");
    sent.bytes = std::string(1 + below(3), 'x');
    builder_.acts(who, sent);
    sent.kind = Kind::recv;
    on_their_way_[object].push_back(sent);
  }

  void receive(const Process& who) {
    auto& waiting = on_their_way_[pipe()];
    if (waiting.empty()) return;
    builder_.acts(who, waiting.front());
    waiting.erase(waiting.begin());
  }

  void end(const Process& who) {
    const Process gone = who;
    std::erase_if(alive_, [&](const Process& one) { return one.pid == gone.pid; });
    builder_.exits(gone);
    for (const Process& one : alive_)
      if (one.pid == gone.ppid) return void(builder_.reaps(one, gone));
  }

  void step() {
    ++steps_;
    const Process who = alive_[below(static_cast<unsigned>(alive_.size()))];
    switch (below(12)) {
      case 0:
        return fork(who);
      case 1:
        return void(builder_.acts(who, act(Kind::open, pipe())));
      case 2:
        return void(builder_.acts(who, act(Kind::close, pipe(), "writing end")));
      case 3:
        return void(builder_.acts(who, act(Kind::dup, pipe(), "reading end, as standard input")));
      case 4: {
        probe::Act exec = act(Kind::exec, "sort", below(2) == 0 ? "sort" : "sh -c y");
        return void(builder_.acts(who, exec));
      }
      case 5:
      case 6:
        return send(who);
      case 7:
      case 8:
        return receive(who);
      case 9:
        return void(builder_.acts(who, act(Kind::wait)));
      case 10: {
        probe::Act handle = act(Kind::handle);
        handle.signal = below(2) == 0 ? SIGCHLD : SIGUSR1;
        return void(builder_.acts(who, handle));
      }
      default:
        if (alive_.size() > 1 && who.pid != kParent.pid && below(3) == 0) return end(who);
        builder_.writes(who, "a line\n");
    }
  }

  std::mt19937 random_;
  TimelineBuilder builder_;
  std::vector<Process> alive_;
  std::map<std::string, std::vector<probe::Act>> on_their_way_;
  int forked_ = 0;
  int steps_ = 0;
};

std::vector<record::Timeline> random_runs() {
  std::vector<record::Timeline> runs;
  for (unsigned seed = 1; seed <= 60; ++seed) runs.push_back(RandomRun(seed).run());
  return runs;
}

bool matters(Kind kind) {
  static const std::set<Kind> always = {Kind::fork, Kind::exec, Kind::exit, Kind::output,
                                        Kind::recv};
  return always.count(kind) > 0;
}

}  // namespace

TEST_CASE("What is told of a program is in its record, in the same order") {
  for (const auto& run : random_runs()) {
    const auto told = view::folded(run).events;
    std::size_t at = 0;
    for (const auto& event : told) {
      while (at < run.events.size() && run.events[at].seq != event.seq) ++at;
      REQUIRE(at < run.events.size());
      const auto& recorded = run.events[at++];
      CHECK(event.act.kind == recorded.act.kind);
      CHECK(event.pid == recorded.pid);
      CHECK(event.t == recorded.t);
      CHECK(event.act.value == recorded.act.value);
    }
    CHECK(told.size() < run.events.size());
  }
}

TEST_CASE("Whatever is folded, every process appears, and so does all that it is there for") {
  for (const auto& run : random_runs()) {
    const auto told = view::folded(run).events;
    std::set<pid_t> seen;
    for (const auto& event : told) {
      seen.insert(event.pid);
      if (event.act.kind == Kind::fork) seen.insert(*event.act.peer);
    }
    const auto is_told = [&](const record::Event& event) {
      return std::any_of(told.begin(), told.end(),
                         [&](const record::Event& one) { return one.seq == event.seq; });
    };
    for (const auto& event : run.events) {
      CHECK(seen.count(event.pid) == 1);
      if (matters(event.act.kind)) CHECK(is_told(event));
    }
  }
}

TEST_CASE("A process is forked before it acts, and bytes are sent before they are received") {
  for (const auto& run : random_runs()) {
    Folding folding({});
    folding.begin(run.run);
    std::vector<Folding::Told> all;
    for (const auto& event : run.events)
      for (auto& one : folding.event(event)) all.push_back(std::move(one));
    for (auto& one : folding.rest()) all.push_back(std::move(one));
    std::set<pid_t> born = {kParent.pid};
    std::multiset<std::string> sent;
    std::vector<std::string> untold;
    for (const auto& [event, is_silent] : all) {
      CHECK(born.count(event.pid) == 1);
      const probe::Act& act = event.act;
      const std::string what = act.object.to_string() + act.value + act.bytes;
      if (act.kind == Kind::fork) born.insert(*act.peer);
      if (act.kind == Kind::send) sent.insert(what);
      if (act.kind == Kind::recv) {
        REQUIRE(sent.count(what) > 0);
        sent.erase(sent.find(what));
      }
      if (is_silent && act.kind == Kind::send) untold.push_back(what);
      if (is_silent) continue;
      // What was sent and is not told, the next event tells: its receipt, or the same again.
      const bool tells = act.kind == Kind::send || (act.kind == Kind::recv && act.peer);
      for (const std::string& one : untold) CHECK((tells && one == what));
      untold.clear();
    }
    CHECK(untold.empty());
  }
}

TEST_CASE("Each event comes out of the folding once, in order, and without waiting for the end") {
  for (const auto& run : random_runs()) {
    Folding folding({});
    folding.begin(run.run);
    std::uint64_t last = 0;
    const auto take = [&](const std::vector<Folding::Told>& events) {
      for (const auto& one : events) CHECK(one.event.seq == ++last);
    };
    for (const auto& event : run.events) {
      take(folding.event(event));
      // Only what was sent is held, until something else happens.
      const bool is_held = last < event.seq;
      if (is_held) CHECK(run.events[last].act.kind == Kind::send);
    }
    take(folding.rest());
    CHECK(last == run.events.size());
  }
}

TEST_CASE("With --detail every event is told, and data have every event in any case") {
  for (const auto& run : random_runs()) {
    const auto told = view::folded(run, {.telling = Telling::detailed}).events;
    REQUIRE(told.size() == run.events.size());
    CHECK(shown("jsonl", run) == shown("jsonl", run, {.telling = Telling::detailed}));
    for (std::size_t i = 0; i < told.size(); ++i) CHECK(told[i].act.kind == run.events[i].act.kind);
  }
  CHECK(view::folded(pipeline(), {.telling = Telling::recorded}).events[9].name ==
        pipeline().events[9].name);
}

TEST_CASE("Every view shows the page of a lesson as it always did, folded or not") {
  for (const auto& run : {fork_parent_first(), tree_of_three(), killed_child(), orphan()}) {
    CHECK(view::folded(run) == run);
    for (const auto& format : view::formats()) {
      CAPTURE(format.name);
      CHECK(view::render(*format.make({}), run) ==
            view::render(*format.make({.telling = Telling::recorded}), run));
    }
  }
}

TEST_CASE(
    "A task is told once, unless something happens while it is done, and no end of a worker") {
  const TimelineBuilder::Process first{4277, 4276, "worker-1"};
  const TimelineBuilder::Process second{4278, 4276, "worker-2"};
  const auto taken = [](const std::string& task) { return act(Kind::task, "pool-1", task); };
  const auto done = [](const std::string& task) {
    probe::Act act = support::act(Kind::task, "pool-1", task);
    act.status = 0;
    return act;
  };
  TimelineBuilder run("trace", "pool");
  run.acts(kParent, act(Kind::start)).forks(kParent, first).acts(first, act(Kind::start));
  run.forks(kParent, second).acts(second, act(Kind::start));
  run.acts(second, act(Kind::block, "pool-1"));
  run.acts(first, taken("square(1)")).acts(first, done("square(1)"));
  run.acts(first, taken("square(2)")).acts(second, taken("square(3)"));
  run.acts(first, done("square(2)")).acts(second, done("square(3)"));
  run.exits(first).reaps(kParent, first).exits(second).reaps(kParent, second).exits(kParent);
  std::string text = shown("text", run.timeline(), {.time = view::Time::none, .pids = false});
  // How wide the columns are is of no interest here.
  text.erase(
      std::unique(text.begin(), text.end(), [](char a, char b) { return a == ' ' && b == ' '; }),
      text.end());
  CHECK(text == R"(trace/pool

 parent starts
 parent forks worker-1
 parent forks worker-2
 worker-1 finishes square(1) of pool-1
 worker-1 takes square(2) from pool-1
 worker-2 takes square(3) from pool-1
 worker-1 finishes square(2) of pool-1
 worker-2 finishes square(3) of pool-1
 parent reaps worker-1, which exited with 0
 parent reaps worker-2, which exited with 0
 parent exits with 0

)");
}

TEST_CASE("A pipeline is a picture of what its programs do") {
  CHECK(shown("lanes", pipeline(), {.pids = false}) == R"(trace/sh

    0.000  ● parent
    0.200  ├─ fork ────▶● child-1
    0.800  ├─ fork ─────┼───────────▶● child-2
    1.200  │            ● "b\na\nc\… │
    1.400  │            ■ exit 0     │
    1.800  ├─ fork ──────────────────┼───────────▶● child-3
    2.400  ├─ fork ──────────────────┼────────────┼───────────▶● child-4
    2.700  │                         ◆ sort       │            │
    3.400  ┊                         │            │            ◆ wc -l
    3.500  ┊                         │            ◆ head -2    │
    3.600  ┊                         ├ "b\na\nc\… │            │
    4.000  ┊                         ├─ "a\nb\… ─▶│            │
    4.200  ┊                         ■ exit 0     │            │
    4.600  │                                      ├─ "a\nb\… ─▶│
    4.900  ┊                                      │            │ 2
    5.000  ┊                                      ■ exit 0     │
    5.500  ┊                                                   ■ exit 0
    5.800  ■ exit 0

)");
}

TEST_CASE("A pipeline in words: an exec tells the wiring, and a receipt what was sent") {
  CHECK(shown("text", pipeline(), {.time = view::Time::none, .pids = false}) == R"(trace/sh

  parent   starts     sh -c 'printf "b\na\nc\n" | sort | head -2 | wc -l'
  parent   forks      child-1
  parent   forks      child-2
  child-1  sends      "b\na\nc\n" through pipe-1
  child-1  exits      with 0
  parent   forks      child-3
  parent   forks      child-4
  child-2  executes   sort: stdin ← pipe-1, stdout → pipe-2
  child-4  executes   wc -l: stdin ← pipe-3
  child-3  executes   head -2: stdin ← pipe-2, stdout → pipe-3
  sort     receives   "b\na\nc\n" from pipe-1
  head -2  receives   "a\nb\nc\n" from pipe-2, sent by sort
  sort     exits      with 0
  wc -l    receives   "a\nb\n" from pipe-3, sent by head -2
  wc -l    writes     2
  head -2  exits      with 0
  wc -l    exits      with 0
  parent   exits      with 0

)");
}

TEST_CASE("A drawing, a page and a diagram tell of a pipeline what the lanes tell") {
  for (const std::string format : {"svg", "html", "mermaid", "chrome", "asciicast"}) {
    CAPTURE(format);
    const std::string drawn = shown(format, pipeline(), {.pids = false});
    // A drawing breaks its lines.
    CHECK_THAT(drawn,
               ContainsSubstring(format == "svg" ? "stdin ←" : "stdin ← pipe-1, stdout → pipe-2"));
    for (const char* folded : {"closes pipe-1", "opens pipe-1", "SIGCHLD"})
      CHECK(drawn.find(folded) == drawn.npos);
    const std::string all =
        shown(format, pipeline(), {.pids = false, .telling = Telling::detailed});
    CHECK_THAT(all, ContainsSubstring("closes pipe-1") && ContainsSubstring("SIGCHLD"));
  }
}

TEST_CASE(
    "However narrow the terminal, no row of a pipeline is wider, and each event has one row") {
  for (const int width : {60, 80, 100, 120, 200}) {
    const std::string drawn = shown("lanes", pipeline(), {.width = width});
    CAPTURE(width, drawn);
    std::size_t rows = 0;
    for (std::size_t begin = 0; begin < drawn.size(); ++rows) {
      const std::size_t end = drawn.find('\n', begin);
      CHECK(view::display_width(drawn.substr(begin, end - begin)) <=
            static_cast<std::size_t>(width));
      begin = end + 1;
    }
    // With a heading, and empty lines after it and at the end.
    if (width >= 80) CHECK(rows == view::folded(pipeline()).events.size() + 3);
  }
}

TEST_CASE("In ASCII the wiring and the bytes of a pipeline are ASCII") {
  for (const auto& format : view::formats()) {
    const std::string drawn = view::render(*format.make({.ascii = true}), pipeline());
    CAPTURE(format.name);
    CHECK(std::all_of(drawn.begin(), drawn.end(), [](char c) { return c > 0; }));
  }
}

TEST_CASE("No English is left in a pipeline, but for the commands") {
  for (const bool plain : {false, true})
    for (const char* format : {"text", "lanes"})
      for (const Telling telling : {Telling::folded, Telling::detailed}) {
        std::string told = shown(
            format, pipeline(),
            {.plain = plain, .language = view::Language::traditional_chinese, .telling = telling});
        for (const char* command : {"head -2", "sort", "wc -l", "printf"})
          for (auto at = told.find(command); at != told.npos; at = told.find(command))
            told.erase(at, std::string_view(command).size());
        CHECK(english_left(told) == "");
      }
}

TEST_CASE("Of several processes with one command, each but the first has a number") {
  TimelineBuilder run("trace", "make");
  run.starts(kParent);
  for (int i = 1; i <= 4; ++i) {
    const TimelineBuilder::Process child{4276 + i, 4276, "child-" + std::to_string(i)};
    run.forks(kParent, child).starts(child);
    run.acts(child, act(Kind::exec, "cc1", i < 3 ? "/usr/lib/cc1" : "wc -l")).exits(child);
  }
  std::vector<std::string> names;
  for (const auto& event : view::folded(run.timeline()).events)
    if (event.act.kind == Kind::exit) names.push_back(event.name);
  CHECK(names == std::vector<std::string>{"cc1", "cc1-2", "wc -l", "wc-2"});
}

TEST_CASE("A name of the record is no command's, and a long command is its first word") {
  TimelineBuilder run("trace", "odd");
  run.starts(kParent).forks(kParent, kChild).forks(kParent, kSecond);
  run.acts(kChild, act(Kind::exec, "child-2", "./child-2")).exits(kChild);
  run.acts(kSecond, act(Kind::exec, "grep", "grep -v 'a long pattern'")).exits(kSecond);
  const auto told = view::folded(run.timeline()).events;
  CHECK(told[4].name == "child-2-2");
  CHECK(told.back().name == "grep");
}

TEST_CASE("What is sent several times in a row is told once, and how often") {
  probe::Act sent = act(Kind::send, "pipe-1", "2 bytes");
  sent.bytes = "x\n";
  probe::Act received = sent;
  received.kind = Kind::recv;
  const auto told = view::folded(TimelineBuilder("trace", "often")
                                     .starts(kParent)
                                     .forks(kParent, kChild)
                                     .acts(kParent, sent)
                                     .acts(kParent, sent)
                                     .acts(kParent, sent)
                                     .acts(kChild, received)
                                     .exits(kChild)
                                     .exits(kParent)
                                     .timeline())
                        .events;
  REQUIRE(told.size() == 6);
  CHECK(told[2].act.aside == R"(2 × "x\n")");
  CHECK(told[3].act.peer == kParent.pid);
}

TEST_CASE("A program that is no shell waits, reaps and handles SIGCHLD where people see it") {
  probe::Act handle = act(Kind::handle);
  handle.signal = SIGCHLD;
  const auto run_of = [&](const std::string& command) {
    return TimelineBuilder("trace", "waits")
        .acts(kParent, act(Kind::start, "", command))
        .forks(kParent, kChild)
        .waits_for(kParent, kChild)
        .exits(kChild)
        .acts(kParent, handle)
        .reaps(kParent, kChild)
        .exits(kParent)
        .timeline();
  };
  CHECK(view::folded(run_of("./a.out")).events.size() == 7);
  CHECK(view::folded(run_of("/bin/sh -c x")).events.size() == 4);
  CHECK(view::folded(run_of("bash")).events.size() == 4);
}

TEST_CASE(
    "A command of a shell may wait for its standard streams, and all others are seen to wait") {
  const auto waits = [](const std::string& command, const std::string& pipe) {
    const auto told =
        view::folded(TimelineBuilder("trace", "waits")
                         .acts(kParent, act(Kind::start, "", command))
                         .forks(kParent, kChild)
                         .acts(kChild, act(Kind::dup, "pipe-1", "reading end, as standard input"))
                         .acts(kChild, act(Kind::exec, "cat", "cat"))
                         .acts(kChild, act(Kind::block, pipe))
                         .timeline())
            .events;
    return told.back().act.kind == Kind::block;
  };
  CHECK_FALSE(waits("sh -c x", "pipe-1"));
  CHECK(waits("sh -c x", "fifo-1"));
  CHECK(waits("./a.out", "pipe-1"));
}

TEST_CASE("Why a run ended names a process as its lane does") {
  record::Timeline run = pipeline();
  run.end.status = "hung";
  run.end.reason = "gave up after 2 s: child-2 waits for pipe-1; child-21 sleeps";
  CHECK(view::folded(run).end.reason ==
        "gave up after 2 s: sort waits for pipe-1; child-21 sleeps");
}

TEST_CASE("Bytes are told as text, in hexadecimal digits, or by their number") {
  const auto said = [](const std::string& bytes, const std::string& value) {
    probe::Act sent = act(Kind::send, "pipe-1", value);
    sent.bytes = bytes;
    return view::bytes_said(sent, view::Language::english, false);
  };
  CHECK(said("b\na\n", "4 bytes") == R"("b\na\n")");
  CHECK(said("say \"a\\b\"\t", "10 bytes") == R"("say \"a\\b\"\t")");
  CHECK(said({'h', 'i', '\0'}, "3 bytes") == R"("hi\0")");
  CHECK(said("三位學生\n", "13 bytes") == R"("三位學生\n")");
  CHECK(said(std::string(64, 'x'), "4096 bytes") == R"("xxxxxxxxxxxxxxxxxxxxxxxx…" (4096 bytes))");
  CHECK(said({'\x80', '\x04', 'N', '.'}, "4 bytes") == "80 04 4e 2e (4 bytes)");
  CHECK(said({'A', '\0', '\0', '\0'}, "4 bytes") == "41 00 00 00 (4 bytes)");
  CHECK(said(std::string(20, '\x01'), "20 bytes") == "01 01 01 01 01 01 01 01 … (20 bytes)");
  CHECK(said("", "1 byte") == "1 byte");
  CHECK(said("", "Tony") == "");
  CHECK(view::briefly(said("b\na\n", "4 bytes")) == R"("b\na\n")");
  CHECK(view::briefly(said(std::string(64, 'x'), "4096 bytes")) ==
        R"("xxxxxxxxxxxxxxxxxxxxxxxx…")");
  CHECK(view::briefly(said("\x80\x04N.", "4 bytes")) == "4 bytes");
}
