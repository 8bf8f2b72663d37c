#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "core/view/difference/difference_formats.hpp"
#include "core/view/difference/run_difference.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs/timelines.hpp"

using namespace support;
using probe::Kind;

namespace {

view::RunDifference aligned(const record::Timeline& a, const record::Timeline& b) {
  return view::difference_of(a, b, {});
}

bool are_same(const record::Timeline& a, const record::Timeline& b) {
  return aligned(a, b).is_none && aligned(b, a).is_none;
}

std::string shown_as(const std::string& format, const record::Timeline& a,
                     const record::Timeline& b, const view::Style& style = {}) {
  for (const auto& known : view::difference_formats())
    if (known.name == format) return known.of_runs(aligned(a, b), {"a.jsonl", "b.jsonl"}, style);
  return {};
}

/// The processes of a run that were forked before it matters what they do.
TimelineBuilder two_children() {
  return TimelineBuilder("shared", "small")
      .starts(kParent)
      .forks(kParent, kChild)
      .forks(kParent, kSecond)
      .starts(kChild)
      .starts(kSecond);
}

probe::Act locking() {
  return act(Kind::lock, "lock-1");
}
probe::Act unlocking() {
  return act(Kind::unlock, "lock-1");
}

/// Three workers, each with a queue of its own and all with one lock, in that order: the n-th
/// entry says who acts next.
record::Timeline workers(const std::vector<int>& turns, std::vector<int>& holders) {
  std::vector<TimelineBuilder::Process> who;
  TimelineBuilder run("shared", "workers");
  run.starts(kParent);
  for (int i = 0; i < 3; ++i) who.push_back({4277 + i, 4276, "child-" + std::to_string(i + 1)});
  for (const auto& one : who) run.forks(kParent, one);
  std::vector<int> done(3, 0);
  int holder = -1;
  for (std::size_t i = 0, tried = 0; i < turns.size() && tried < 1000; ++tried) {
    const auto at = static_cast<std::size_t>(turns[i]);
    const std::string queue = "queue-" + std::to_string(at + 1);
    // Who may not go on is passed over.
    if (done[at] == 2 && holder >= 0 && holder != turns[i]) {
      ++i;
      continue;
    }
    switch (done[at]++) {
      case 0:
        run.starts(who[at]);
        break;
      case 1:
        run.acts(who[at], act(Kind::put, queue, "before"));
        break;
      case 2:
        run.acts(who[at], locking());
        holder = turns[i];
        holders.push_back(holder);
        break;
      case 3:
        run.acts(who[at], act(Kind::put, queue, "inside"));
        break;
      case 4:
        run.acts(who[at], unlocking());
        holder = -1;
        break;
      default:
        run.acts(who[at], act(Kind::put, queue, "after"));
        break;
    }
    ++i;
  }
  return run.timeline();
}

}  // namespace

TEST_CASE("A run does not differ from itself, whatever its times and PIDs") {
  for (const auto& run : {fork_parent_first(), tree_of_three(), killed_child(), orphan()}) {
    CHECK(are_same(run, run));
    record::Timeline later = run;
    for (auto& event : later.events) {
      if (event.t) *event.t *= 7;
      event.pid += 100;
      event.ppid += 100;
      event.act.line += 3;
      if (event.act.peer) *event.act.peer += 100;
    }
    CHECK(are_same(run, later));
  }
}

TEST_CASE("What does not depend on each other may come in any order") {
  const auto one = two_children()
                       .acts(kChild, act(Kind::put, "queue-1", "a"))
                       .acts(kSecond, act(Kind::put, "queue-2", "b"))
                       .acts(kParent, act(Kind::get, "queue-1", "a"))
                       .timeline();
  const auto other = two_children()
                         .acts(kSecond, act(Kind::put, "queue-2", "b"))
                         .acts(kChild, act(Kind::put, "queue-1", "a"))
                         .acts(kParent, act(Kind::get, "queue-1", "a"))
                         .timeline();
  CHECK(are_same(one, other));
}

TEST_CASE("Whether a get is before or after another put makes no difference, what it gets does") {
  const auto run = [](const std::vector<std::pair<const TimelineBuilder::Process*, int>>& order) {
    TimelineBuilder made = two_children();
    for (const auto& [who, value] : order) {
      const bool gets = who == &kParent;
      made.acts(*who, act(gets ? Kind::get : Kind::put, "queue-1", std::to_string(value)));
    }
    return made.timeline();
  };
  const auto late = run({{&kChild, 1}, {&kSecond, 2}, {&kParent, 1}, {&kParent, 2}});
  const auto early = run({{&kChild, 1}, {&kParent, 1}, {&kSecond, 2}, {&kParent, 2}});
  const auto turned = run({{&kSecond, 2}, {&kChild, 1}, {&kParent, 2}, {&kParent, 1}});
  CHECK(are_same(late, early));
  const auto difference = aligned(late, turned);
  CHECK(!difference.is_none);
  REQUIRE(difference.a.first);
  REQUIRE(difference.b.first);
  CHECK(difference.a.first->name == "child-1");
  CHECK(difference.b.first->name == "child-2");
}

TEST_CASE("Runs of workers with one lock are the same if they have it in the same order") {
  std::mt19937 random(7);
  std::vector<std::vector<int>> orders;
  std::vector<record::Timeline> runs;
  for (int i = 0; i < 40; ++i) {
    std::vector<int> turns;
    for (int turn = 0; turn < 120; ++turn) turns.push_back(static_cast<int>(random() % 3));
    // So that everybody comes to the end, and does as much in each run.
    for (int rounds = 0; rounds < 8; ++rounds)
      for (int who = 0; who < 3; ++who) turns.push_back(who);
    std::vector<int> holders;
    record::Timeline run = workers(turns, holders);
    // Beyond six acts each, a run goes on with more of the same: those are left out.
    std::vector<int> acts(3, 0);
    std::erase_if(run.events, [&](const record::Event& event) {
      return event.pid > kParent.pid && ++acts[static_cast<std::size_t>(event.pid - 4277)] > 6;
    });
    runs.push_back(std::move(run));
    orders.push_back(holders);
  }
  int same = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      CAPTURE(i, j, orders[i], orders[j]);
      CHECK(aligned(runs[i], runs[j]).is_none == (orders[i] == orders[j]));
      if (orders[i] == orders[j]) ++same;
    }
  }
  CHECK(same > 10);
}

TEST_CASE("A wait that ends is no difference, and one that never ends is") {
  const auto waits = two_children()
                         .acts(kChild, locking())
                         .acts(kSecond, act(Kind::block, "lock-1"))
                         .acts(kChild, unlocking())
                         .acts(kSecond, locking());
  const auto at_once =
      two_children().acts(kChild, locking()).acts(kChild, unlocking()).acts(kSecond, locking());
  CHECK(are_same(TimelineBuilder(waits).timeline(), TimelineBuilder(at_once).timeline()));
  const auto stuck =
      two_children().acts(kChild, locking()).acts(kSecond, act(Kind::block, "lock-1")).timeline();
  const auto difference = aligned(TimelineBuilder(at_once).timeline(), stuck);
  CHECK(!difference.is_none);
  REQUIRE(difference.a.first);
  CHECK(difference.a.first->act.kind == Kind::unlock);
  CHECK(!difference.b.first);
  CHECK(difference.b.idle == "child-1");
}

TEST_CASE("Runs that end in another way differ, though all acts are the same") {
  auto hung = fork_parent_first();
  hung.end.status = "hung";
  CHECK(!aligned(fork_parent_first(), hung).is_none);
}

TEST_CASE("The text tells what both have, where they part, and what follows in each") {
  const std::string text = shown_as("text", fork_parent_first(), fork_child_first());
  for (const char* part : {
           "A: a.jsonl, B: b.jsonl\n",
           "The same up to here:\n",
           "parent   forks      child-1",
           "Then:\n  A: parent prints \"",
           "\n  B: child-1 prints \"",
           "What follows from it in A:\n",
           "What follows from it in B:\n",
           "A ends well.\n",
           "B ends well.\n",
       }) {
    CHECK_THAT(text, ContainsSubstring(part));
  }
  CHECK_THAT(shown_as("text", orphan(), orphan()), ContainsSubstring("No difference"));
}

TEST_CASE("The lanes of both are beside each other where there is room, after what is the same") {
  const std::string drawn =
      shown_as("lanes", fork_parent_first(), fork_child_first(), {.width = 130});
  const auto same = drawn.find("The same up to here:");
  const auto parts = drawn.find("A: parent prints");
  REQUIRE(parts != drawn.npos);
  CHECK(same < parts);
  CHECK(drawn.find("B: child-1 prints", parts) < drawn.find('\n', parts));
  CHECK_THAT(drawn, ContainsSubstring("fork"));
}

TEST_CASE("A difference on paper is a page of its own, in the reader's language") {
  const auto a = fork_parent_first();
  const auto b = fork_child_first();
  const std::string page =
      shown_as("html", a, b, {.language = view::Language::traditional_chinese});
  CHECK_THAT(page, StartsWith("<!DOCTYPE html>\n<html lang=\"zh-Hant\">"));
  CHECK_THAT(page, ContainsSubstring("到這裡為止都一樣"));
  CHECK_THAT(page, ContainsSubstring("<img src=\"data:image/svg+xml;base64,"));
  CHECK_THAT(page, ContainsSubstring("default-src 'none'"));
  CHECK(page.find("The same") == page.npos);
  CHECK(page.find("<script") == page.npos);
}

TEST_CASE(
    "Only what is in one of two reports is told, from the line on where it leaves the other") {
  record::OutcomeReport a;
  a.lesson = "shared";
  a.demo = "x";
  a.exhaustive = true;
  record::OutcomeReport b = a;
  const auto row = [](const std::vector<record::Outcome::Line>& lines, const std::string& ending) {
    record::OutcomeRow made;
    made.outcome.lines = lines;
    made.outcome.ending = ending;
    made.possible = true;
    made.schedule = "1x3";
    return made;
  };
  a.rows = {row({{"p", "one"}, {"p", "two"}}, "ok"), row({{"p", "one"}}, "deadlock")};
  b.rows = {row({{"p", "one"}, {"p", "two"}}, "ok")};
  const auto difference = view::difference_of({a}, {b});
  REQUIRE(difference.demos.size() == 1);
  CHECK(!difference.is_none());
  CHECK(view::difference_of({a}, {a}).is_none());
  const view::DemoDifference& demo = difference.demos.front();
  CHECK(demo.in_both == 1);
  CHECK(demo.only_in_b.empty());
  REQUIRE(demo.only_in_a.size() == 1);
  CHECK(demo.only_in_a.front().shared_lines == 1);
  const std::string text =
      view::difference_formats().front().of_outcomes(difference, {"a", "b"}, {});
  CHECK_THAT(text, ContainsSubstring("A: 2 possible outcomes, all proved"));
  CHECK_THAT(text, ContainsSubstring("Only in A: 1 outcome"));
  CHECK_THAT(text, ContainsSubstring("      > then: deadlock\n"));
  CHECK_THAT(text, ContainsSubstring("--schedule 1x3"));
  const auto alone = view::difference_of({a}, {});
  CHECK(!alone.is_none());
}
