#include <algorithm>

#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/lanes/lanes.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs/timelines.hpp"

using namespace support;
using probe::Kind;

namespace {

/// A pool: its workers take the tasks in turn.
record::Timeline pool(int workers, int tasks) {
  TimelineBuilder run("pool", "turns");
  run.starts(kParent);
  std::vector<TimelineBuilder::Process> team;
  for (int i = 1; i <= workers; ++i)
    team.push_back({4276 + i, 4276, "worker-" + std::to_string(i)});
  for (const auto& worker : team) run.forks(kParent, worker);
  for (const auto& worker : team) run.starts(worker);
  for (int i = 0; i < tasks; ++i)
    run.acts(kParent, act(Kind::put, "pool-1", "task " + std::to_string(i)));
  for (int i = 0; i < tasks; ++i) {
    const auto& worker = team[static_cast<std::size_t>(i) % team.size()];
    const std::string task = "task " + std::to_string(i);
    run.acts(worker, act(Kind::task, "pool-1", task));
    run.prints(worker, "<" + task + " is done by " + worker.name + " and no one else>\n");
    probe::Act done = act(Kind::task, "pool-1", task);
    done.status = 0;
    run.acts(worker, done);
    run.acts(kParent, act(Kind::get, "pool-1", "result of " + task));
  }
  for (const auto& worker : team) run.exits(worker).reaps(kParent, worker);
  return run.exits(kParent).timeline();
}

/// Texts that are hard to break.
record::Timeline awkward() {
  TimelineBuilder run("fork", "awkward");
  run.starts(kParent).forks(kParent, kChild).starts(kChild);
  for (const auto& who : {kParent, kChild}) {
    run.prints(who, std::string(300, 'x'));
    run.prints(who,
               "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十");
    run.prints(who, "  two before,  two between, \n\n an empty line\n");
    run.prints(who, "");
    run.writes(who, "e\xcc\x81\xcc\x81 \xf0\x9f\x8e\x89 \x1b[31m");
    run.acts(who, act(Kind::put, std::string(90, 'q'), std::string(500, 'v')));
  }
  return run.exits(kChild).reaps(kParent, kChild).exits(kParent).timeline();
}

std::vector<std::string> rows_of(const std::string& drawn) {
  std::vector<std::string> rows;
  for (std::size_t begin = 0; begin < drawn.size();) {
    const std::size_t end = drawn.find('\n', begin);
    rows.push_back(drawn.substr(begin, end - begin));
    begin = end + 1;
  }
  return rows;
}

/// `text` without spaces and without the glyphs of bars.
std::string visible(std::string text) {
  for (const char* drawn : {" ", "\n", "│", "┊", "·", "║", "├", "●"})
    for (auto at = text.find(drawn); at != text.npos; at = text.find(drawn, at))
      text.erase(at, std::string_view(drawn).size());
  return text;
}

bool says(const std::string& piece, const std::string& print) {
  return visible(piece).find(visible(print)) != std::string::npos;
}

std::string without_colours(std::string text) {
  for (auto at = text.find('\x1b'); at != text.npos; at = text.find('\x1b', at))
    text.erase(at, text.find('m', at) - at + 1);
  return text;
}

const std::vector<record::Timeline>& runs() {
  static const std::vector<record::Timeline> all = {
      fork_parent_first(), tree_of_three(), killed_child(), orphan(),  chinese(),
      pool(5, 20),         pool(39, 60),    pool(2, 9),     awkward(), pool(300, 3),
  };
  return all;
}

}  // namespace

TEST_CASE("no row of lanes is wider than the terminal") {
  for (const auto& run : runs())
    for (const int width : {60, 61, 79, 80, 100, 120, 200})
      for (const auto time : {view::Time::relative, view::Time::wall, view::Time::none}) {
        const auto lanes = view::lanes({.time = time, .width = width});
        const view::SourceListing listing{
            "a title that is long enough to be broken, as it is too "
            "long for one row of a narrow terminal",
            "", ""};
        for (const auto& row : rows_of(view::render(*lanes, run, listing))) {
          INFO(row);
          REQUIRE(view::display_width(row) <= static_cast<std::size_t>(width));
        }
      }
}

TEST_CASE("every printed text is in the rows of its event, whole") {
  for (const auto& run : runs())
    for (const int width : {60, 80, 120}) {
      const auto lanes = view::lanes({.time = view::Time::none, .width = width});
      lanes->begin(run.run, {});
      for (const auto& event : run.events) {
        const std::string piece = lanes->event(event);
        if (event.act.kind != Kind::print && event.act.kind != Kind::output) continue;
        INFO(piece);
        REQUIRE(says(piece, view::harmless_lines(event.act.text)));
      }
    }
}

TEST_CASE("forty processes fit into 80 columns, and every one is named with its PID") {
  const auto run = pool(39, 60);
  const std::string drawn = visible(view::render(*view::lanes({.time = view::Time::none}), run));
  for (const auto& event : run.events)
    REQUIRE(drawn.find(event.name + std::to_string(event.pid)) != drawn.npos);
}

TEST_CASE("each event is drawn when it comes, and none is drawn later") {
  for (const auto& run : runs()) {
    const auto lanes = view::lanes({});
    lanes->begin(run.run, {});
    for (const auto& event : run.events) REQUIRE_FALSE(lanes->event(event).empty());
  }
}

TEST_CASE("colours change nothing but colours") {
  for (const auto& run : runs()) {
    const std::string coloured = view::render(*view::lanes({.colour = true}), run);
    CHECK(coloured.find('\x1b') != coloured.npos);
    CHECK(without_colours(coloured) == view::render(*view::lanes({}), run));
  }
}

TEST_CASE("the names are told again after a screenful") {
  const auto rows = rows_of(view::render(*view::lanes({}), pool(5, 20)));
  int since = 0;
  for (const auto& row : rows) {
    since = row.find("◆ ") == row.npos ? since + 1 : 0;
    REQUIRE(since <= 26);
  }
}

TEST_CASE("five workers and twenty tasks, begun") {
  const auto rows = rows_of(view::render(*view::lanes({}), pool(5, 20)));
  std::string beginning;
  for (std::size_t i = 0; i < 60; ++i) beginning += rows[i] + "\n";
  CHECK(beginning == R"(pool/turns

    0.000  ● parent 4276
    0.100  ├─ fork ─────────────────────────▶● worker-1 4277
       ms  ◆ parent 4276          ◆ worker-1 4277
    0.200  ├─ fork ───────────────┼─────────────────────▶● worker-2 4278
       ms  ◆ parent 4276    ◆ worker-1 4277  ◆ worker-2 4278
    0.300  ├─ fork ─────────┼────────────────┼───────────────▶● worker-3 4279
       ms  ◆ parent 4276   ◆ worker-1 4277 ◆ worker-2 4278 ◆ 1 more
    0.400  ├─ fork ────────┼───────────────┼──────────────▶● worker-4 4280
    0.500  ├─ fork ────────┼───────────────┼──────────────▶● worker-5 4281
    0.600  │               ├ starts        │               ║
    0.700  │               │               ├ starts        ║
    0.800  │               │               │               ├ worker-3 4279
           │               │               │               ║ starts
    0.900  │               │               │               ├ worker-4 4280
           │               │               │               ║ starts
    1.000  │               │               │               ├ worker-5 4281
           │               │               │               ║ starts
    1.100  ● put task 0    │               │               ║
    1.200  ● put task 1    │               │               ║
    1.300  ● put task 2    │               │               ║
    1.400  ● put task 3    │               │               ║
    1.500  ● put task 4    │               │               ║
    1.600  ● put task 5    │               │               ║
    1.700  ● put task 6    │               │               ║
    1.800  ● put task 7    │               │               ║
    1.900  ● put task 8    │               │               ║
    2.000  ● put task 9    │               │               ║
       ms  ◆ parent 4276   ◆ worker-1 4277 ◆ worker-2 4278 ◆ 3 more
    2.100  ● put task 10   │               │               ║
    2.200  ● put task 11   │               │               ║
    2.300  ● put task 12   │               │               ║
    2.400  ● put task 13   │               │               ║
    2.500  ● put task 14   │               │               ║
    2.600  ● put task 15   │               │               ║
    2.700  ● put task 16   │               │               ║
    2.800  ● put task 17   │               │               ║
    2.900  ● put task 18   │               │               ║
    3.000  ● put task 19   │               │               ║
    3.100  ├─ task 0 ─────▶│               │               ║
    3.200  │               │ <task 0 is    │               ║
           │               │ done by       │               ║
           │               │ worker-1 and  │               ║
           │               │ no one else>  │               ║
    3.300  │               ● finish task 0 │               ║
    3.400  │◀─ task 0 ─────┤               │               ║
    3.500  ├─ pool-1: task 1 ─────────────▶│               ║
    3.600  │               │               │ <task 1 is    ║
           │               │               │ done by       ║
           │               │               │ worker-2 and  ║
           │               │               │ no one else>  ║
       ms  ◆ parent 4276   ◆ worker-1 4277 ◆ worker-2 4278 ◆ 3 more
    3.700  │               │               ● finish task 1 ║
    3.800  │◀─ pool-1: result of task 1 ───┤               ║
    3.900  ├─ pool-1: task 2 ──────────────┼──────────────▶│ worker-3 4279
    4.000  │               │               │               │ worker-3 4279:
           │               │               │               ║ <task 2 is done by
           │               │               │               ║ worker-3 and no one
           │               │               │               ║ else>
)");
}
