#include "app/session/lane_pane.hpp"

#include <fmt/core.h>
#include <time.h>

#include <algorithm>

#include "app/screen/compose.hpp"
#include "app/screen/layout.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs/scenes.hpp"

namespace {

using probe::Kind;

record::Event event_of(std::uint64_t seq, int process, Kind kind) {
  record::Event event;
  event.seq = seq;
  event.t = std::chrono::microseconds(seq);
  event.pid = 1000 + process;
  event.ppid = 1000;
  event.name = process == 0 ? "parent" : fmt::format("child-{}", process);
  event.act.kind = kind;
  return event;
}

/// A parent and its children start, and then they all print, in turns.
std::vector<record::Event> crowd(int processes, std::size_t count) {
  std::vector<record::Event> events = {event_of(1, 0, Kind::start)};
  for (int child = 1; child < processes; ++child) {
    record::Event fork = event_of(events.size() + 1, 0, Kind::fork);
    fork.act.peer = 1000 + child;
    fork.act.peer_name = fmt::format("child-{}", child);
    events.push_back(fork);
    events.push_back(event_of(events.size() + 1, child, Kind::start));
  }
  while (events.size() < count) {
    const auto seq = events.size() + 1;
    events.push_back(event_of(seq, static_cast<int>(seq) % processes, Kind::print));
    events.back().act.text = fmt::format("this is event {}\n", seq);
  }
  return events;
}

app::LanePane pane_of(const std::vector<record::Event>& events) {
  app::LanePane pane{view::Style{}};
  pane.begin({});
  for (const auto& event : events) pane.event(event);
  return pane;
}

std::chrono::nanoseconds processor_time() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

}  // namespace

TEST_CASE("The last rows of the lanes are there, and the names above them") {
  auto pane = pane_of(crowd(2, 50));
  const auto rows = pane.last_rows(3);
  REQUIRE(rows.size() == 3);
  CHECK_THAT(rows.back(), ContainsSubstring("this is event 50"));
  CHECK_THAT(rows.front(), ContainsSubstring("this is event 48"));
  CHECK_THAT(pane.heads(), ContainsSubstring("parent 1000"));
  CHECK_THAT(pane.heads(), ContainsSubstring("child-1 1001"));
  CHECK(pane.heads().find('\n') == std::string::npos);
  CHECK(pane_of({}).last_rows(3).empty());
}

TEST_CASE("Another width shows the same events, and who lives") {
  for (const std::size_t count : {50u, 2000u}) {
    auto pane = pane_of(crowd(3, count));
    const auto before = pane.last_rows(1);
    pane.set_width(120);
    CHECK_THAT(pane.last_rows(1).front(),
               ContainsSubstring(fmt::format("this is event {}", count)));
    CHECK_THAT(pane.heads(), ContainsSubstring("child-2 1002"));
    pane.set_width(80);
    CHECK(pane.last_rows(1) == before);
  }
}

TEST_CASE("Another width shows who lives, and none of the hundreds that have gone") {
  std::vector<record::Event> events = crowd(2, 300);
  for (int turn = 0; turn < 300; ++turn) {
    // The same PID is reused each time.
    for (const Kind kind : {Kind::fork, Kind::start, Kind::exit, Kind::reap}) {
      const bool by_child = kind == Kind::start || kind == Kind::exit;
      events.push_back(event_of(events.size() + 1, by_child ? 2 : 0, kind));
      if (!by_child) events.back().act.peer = 1002;
      if (!by_child) events.back().act.peer_name = "child-2";
    }
  }
  // The last one lives on, beyond the rows of any window.
  events.resize(events.size() - 2);
  const auto more = crowd(2, 200);
  for (auto event : std::vector(more.end() - 160, more.end())) {
    event.seq = events.size() + 1;
    events.push_back(event);
  }
  auto pane = pane_of(events);
  const std::string heads = pane.heads();
  CHECK_THAT(heads, ContainsSubstring("child-1 1001"));
  CHECK_THAT(heads, ContainsSubstring("child-2 1002"));
  pane.set_width(120);
  pane.set_width(80);
  CHECK(pane.heads() == heads);
}

TEST_CASE("A row that is no event is there again when the run is made again, up to its choice") {
  auto events = crowd(2, 10);
  for (auto& event : events) event.process = event.pid - 999;
  auto pane = pane_of(events);
  app::LanePane::Row row{7, 2, {}};
  row.act.kind = Kind::wake;
  pane.add_row(row);
  const auto with_row = pane.last_rows(100);
  CHECK_THAT(with_row.back(), ContainsSubstring("wakes up"));
  // Once it has been gone back over, it is gone.
  for (const auto& [made, is_there] :
       {std::pair(8u, true), std::pair(7u, true), std::pair(6u, false), std::pair(7u, false)}) {
    pane.begin({});
    for (const auto& event : events) pane.event(event);
    pane.restore_rows(made);
    CHECK((pane.last_rows(100) == with_row) == is_there);
  }
  // A process without a lane gets no row.
  row.process = 4000;
  const auto before = pane.last_rows(100);
  pane.add_row(row);
  CHECK(pane.last_rows(100) == before);
}

TEST_CASE("A run that begins again takes its rows away") {
  auto pane = pane_of(crowd(2, 50));
  pane.begin({});
  CHECK(pane.last_rows(100).empty());
  CHECK(pane.picture({}, "title").find("this is event") == std::string::npos);
}

TEST_CASE("A frame of 40 processes and 10,000 events takes no more than 16 ms") {
  auto pane = pane_of(crowd(40, 10'000));
  app::Scene scene = support::crowded_scene();
  for (const app::Size size : {app::Size{80, 24}, app::Size{120, 40}, app::Size{200, 60}}) {
    pane.set_width(app::Layout(scene.listing, size).lanes.columns);
    auto best = std::chrono::nanoseconds::max();
    for (int turn = 0; turn < 20; ++turn) {
      const auto begin = processor_time();
      scene.lanes = pane.last_rows(static_cast<std::size_t>(size.rows));
      scene.heads = pane.heads();
      CHECK(app::compose(scene, size).size() == size);
      best = std::min(best, processor_time() - begin);
    }
    CHECK(best < std::chrono::milliseconds(16));
  }
}
