#include "core/view/selection.hpp"

#include <algorithm>
#include <string>

#include "core/record/record_reader.hpp"
#include "core/view/formats.hpp"
#include "tests/bench/made_up_run.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs/exported_runs.hpp"
#include "tests/support/runs/timelines.hpp"

using namespace support;

namespace {

view::Selection part(std::optional<std::uint64_t> from, std::optional<std::uint64_t> to,
                     std::vector<std::string> only = {}) {
  view::Selection selection;
  if (from) selection.from = view::Selection::Bound{from, {}};
  if (to) selection.to = view::Selection::Bound{to, {}};
  selection.only = std::move(only);
  return selection;
}

std::string rendered(std::string_view format, const view::Selection& selection,
                     const record::Timeline& run) {
  view::Style style;
  style.selection = &selection;
  return view::render(*view::format_named(format)->make(style), run);
}

std::size_t times_in(std::string_view word, std::string_view text) {
  std::size_t count = 0;
  for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) ++count;
  return count;
}

/// Its texts are all different: "this is event 7".
record::Timeline made_up(int events) {
  record::Timeline run;
  run.run = {"queue", "made-up", record::Mode::free, {"mpdemo"}, "2026-01-31T09:15:00.123456Z"};
  bench::MadeUpRun source;
  for (int i = 0; i < events; ++i) run.events.push_back(source.next());
  run.end.events = run.events.size();
  return run;
}

/// A parent and a child that print in turn the number of each event, from 4 on.
record::Timeline in_turn(int events) {
  TimelineBuilder run("fork", "in turn");
  run.starts(kParent).forks(kParent, kChild).starts(kChild);
  for (int number = 4; number <= events; ++number)
    run.prints(number % 2 == 0 ? kChild : kParent, "this is event " + std::to_string(number));
  return run.timeline();
}

}  // namespace

TEST_CASE("Every view shows the selected events and no other") {
  const record::Timeline run = in_turn(200);
  for (const auto& format : view::formats()) {
    CAPTURE(format.name);
    const std::string text = rendered(format.name, part(90, 110), run);
    CHECK(times_in("this is event", text) >= 21);
    CHECK_THAT(text, ContainsSubstring("this is event 90"));
    CHECK_THAT(text, ContainsSubstring("this is event 110"));
    CHECK(text.find("this is event 89") == text.npos);
    CHECK(text.find("this is event 111") == text.npos);
  }
}

TEST_CASE("A part by time begins and ends at those times, both included") {
  const record::Timeline run = made_up(200);
  view::Selection selection;
  selection.from = view::Selection::Bound{{}, run.events[99].t};
  selection.to = view::Selection::Bound{{}, run.events[109].t};
  CHECK(rendered("raw", selection, run) == rendered("raw", part(100, 110), run));
  CHECK(selection.found.shown == 11);
  CHECK(selection.found.events == 200);
}

TEST_CASE("Only the named processes act, and the others are there for their arrows") {
  const record::Timeline run = terminated_reader();
  const std::string text = rendered("text", part({}, {}, {"child-1"}), run);
  CHECK_THAT(text, ContainsSubstring("child-1  4277"));
  CHECK(text.find("parent   4276") == text.npos);
  const std::string drawn = rendered("svg", part({}, {}, {"child-1"}), run);
  CHECK_THAT(drawn, ContainsSubstring(">parent 4276</text>"));
  CHECK_THAT(drawn, ContainsSubstring(">child-1 4277</text>"));
}

TEST_CASE("Who began before the part has a name and a lifeline in every picture") {
  const record::Timeline run = made_up(300);
  for (const char* format : {"svg", "html", "mermaid", "lanes"}) {
    CAPTURE(format);
    const std::string text = rendered(format, part(100, 104), run);
    CHECK_THAT(text, ContainsSubstring("child-19"));
  }
}

TEST_CASE("A part as data is a record that can be read again") {
  const std::string part_of_run = rendered("jsonl", part(100, 150), made_up(300));
  Collector collector;
  record::RecordReader reader(collector);
  reader.feed(part_of_run);
  reader.finish();
  REQUIRE(collector.runs().size() == 1);
  CHECK(collector.runs().front().events.size() == 51);
}

TEST_CASE("The whole run is what it was without a part") {
  for (const auto& format : view::formats()) {
    CAPTURE(format.name);
    CHECK(rendered(format.name, part({}, {}), terminated_reader()) ==
          view::render(*format.make({}), terminated_reader()));
  }
}
