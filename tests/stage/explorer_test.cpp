#include "core/choice/explorer.hpp"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <set>

#include "core/choice/outcome_map.hpp"
#include "core/mp/event.hpp"
#include "core/mp/lock.hpp"
#include "core/mp/pool.hpp"
#include "core/mp/process.hpp"
#include "core/mp/queue.hpp"
#include "core/mp/say.hpp"
#include "core/mp/sleep.hpp"
#include "core/mp/value.hpp"
#include "core/record/outcome.hpp"
#include "core/view/model/stable_ids.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/laws.hpp"
#include "tests/support/runs/timelines.hpp"

// Real processes, in every order that makes a difference.

using Lines = std::vector<std::string>;
using Body = std::function<void()>;
using namespace std::chrono_literals;

namespace {

struct Found {
  std::map<Lines, std::string> schedules;  // by what is printed, and how it ends
  std::uint64_t runs = 0;
  std::size_t states = 0;

  std::set<Lines> outcomes() const {
    std::set<Lines> all;
    for (const auto& [outcome, schedule] : schedules) all.insert(outcome);
    return all;
  }
};

Lines lines_of(const record::Outcome& outcome) {
  Lines lines;
  for (const auto& line : outcome.lines) lines.push_back(line.name + ": " + line.text);
  if (!outcome.is_ok()) lines.push_back(outcome.ending);
  return lines;
}

Found explore(const Body& body, choice::Explorer::Terms terms = {}) {
  const stage::RunSpec script{"test", "demo", {"test"}, body};
  terms.naming = [](record::Consumer& next) { return std::make_unique<view::StableIds>(next); };
  choice::Explorer explorer(stage::runner(script), terms);
  choice::Audience nobody;
  Found found;
  for (;;) {
    support::Collector collector;
    const auto result = explorer.next(collector, nobody);
    if (!result) break;
    const record::Timeline& run = collector.runs().back();
    if (!explorer.was_cut()) REQUIRE(support::broken_laws(run) == Lines{});
  }
  CHECK(explorer.strays() == 0);
  CHECK(explorer.graph().reasons() == Lines{});
  CHECK(explorer.graph().is_complete());
  const choice::OutcomeMap map(explorer.graph());
  map.list([&](const record::Outcome& outcome) {
    auto way = map.way_to(outcome);
    REQUIRE(way);
    if (!way->is_exact) {
      record::OutcomeCollector collector;
      way->schedule = explorer.run_along(way->processes, collector, nobody).schedule;
      CHECK(collector.outcome() == outcome);
    }
    found.schedules.emplace(lines_of(outcome), way->schedule.to_string());
    return true;
  });
  found.runs = explorer.runs() + explorer.cuts();
  found.states = explorer.graph().states().size();
  return found;
}

/// What each process does, parent first: "p" prints a line, a digit forks that
/// child.
using Printers = std::vector<std::string>;

void print_all(const Printers& printers, std::size_t who = 0) {
  std::vector<mp::Process> children;
  int line = 0;
  for (const char act : printers[who]) {
    if (act == 'p') {
      mp::say("{}.{}", who, ++line);
    } else {
      const auto child = static_cast<std::size_t>(act - '0');
      children.emplace_back([&printers, child] { print_all(printers, child); }).start();
    }
  }
}

/// All orders of the lines that keep each process's own order, with every print
/// after its process's fork: computed, without running anything.
void merge(const Printers& printers, std::map<std::size_t, std::size_t> places, Lines& lines,
           std::set<Lines>& all) {
  bool is_end = true;
  for (auto [who, place] : places) {
    // Forks make no difference to the lines: all that come next are done.
    auto next = places;
    std::size_t at = place;
    for (; at < printers[who].size() && printers[who][at] != 'p'; ++at)
      next.try_emplace(static_cast<std::size_t>(printers[who][at] - '0'), 0);
    if (at > place) {
      next[who] = at;
      return merge(printers, next, lines, all);
    }
  }
  for (auto [who, place] : places) {
    if (place == printers[who].size()) continue;
    is_end = false;
    auto next = places;
    next[who] = place + 1;
    const auto number = std::count(printers[who].begin(),
                                   printers[who].begin() + static_cast<long>(place) + 1, 'p');
    lines.push_back(
        fmt::format("{}: {}.{}", who == 0 ? "parent" : fmt::format("child-{}", who), who, number));
    merge(printers, next, lines, all);
    lines.pop_back();
  }
  if (is_end) all.insert(lines);
}

std::set<Lines> merges_of(const Printers& printers) {
  std::set<Lines> all;
  Lines lines;
  merge(printers, {{0, 0}}, lines, all);
  return all;
}

}  // namespace

TEST_CASE("the outcomes of printing processes are the merges of their lines") {
  support::NothingLeft nothing_left;
  for (const Printers& printers : {Printers{"p1pp", "pp"}, Printers{"1ppp", "ppp"},
                                   Printers{"1p2p", "p", "pp"}, Printers{"p12", "p", "pp"}}) {
    CAPTURE(printers);
    const Found found = explore([&] { print_all(printers); });
    CHECK(found.outcomes() == merges_of(printers));
    CHECK(found.runs <= 2 * merges_of(printers).size());
  }
}

TEST_CASE("without pruning there are more states, and the same outcomes") {
  support::NothingLeft nothing_left;
  const auto body = [] {
    mp::Process child{[] {
      mp::say("1");
      mp::sleep_for(1s);
      mp::say("2");
    }};
    child.start();
    mp::say("1");
    mp::say("2");
  };
  const Found pruned = explore(body);
  const Found all = explore(body, {.prunes = false});
  CHECK(pruned.outcomes() == all.outcomes());
  CHECK(pruned.states < all.states);
}

TEST_CASE("an unlocked increment may be lost, and a locked one never") {
  support::NothingLeft nothing_left;
  const auto finals = [](int times, bool locked) {
    const Found found = explore([=] {
      mp::Value<int> total{0};
      const auto add = [&] {
        for (int i = 0; i < times; ++i) {
          if (locked) {
            const auto guard = total.lock();
            total.set(total.get() + 1);
          } else {
            total.set(total.get() + 1);
          }
        }
      };
      mp::Process one{add};
      mp::Process other{add};
      one.start();
      other.start();
      one.join();
      other.join();
      mp::say("{}", total.get());
    });
    Lines values;
    for (const auto& outcome : found.outcomes()) values.push_back(outcome.back());
    return values;
  };
  CHECK(finals(1, false) == Lines{"parent: 1", "parent: 2"});
  CHECK(finals(2, false) == Lines{"parent: 2", "parent: 3", "parent: 4"});
  CHECK(finals(2, true) == Lines{"parent: 4"});
}

TEST_CASE("a deadlock is found, and its schedule leads into it again") {
  support::NothingLeft nothing_left;
  const auto body = [](bool crossed) {
    mp::Lock a;
    mp::Lock b;
    const auto take = [](mp::Lock& first, mp::Lock& second) {
      first.lock();
      second.lock();
      second.unlock();
      first.unlock();
    };
    mp::Process ann{[&] { take(a, b); }};
    mp::Process ben{[&] { crossed ? take(b, a) : take(a, b); }};
    ann.start();
    ben.start();
  };
  const Found found = explore([&] { body(true); });
  CHECK(found.outcomes() == std::set<Lines>{{}, {"deadlock"}});
  choice::RunOptions run_options;
  run_options.mode = record::Mode::controlled;
  run_options.schedule = *choice::Schedule::parse(found.schedules.at({"deadlock"}));
  const auto again = support::run_free([&] { body(true); }, run_options);
  CHECK(again.timeline.end.status == "deadlock");
  CHECK(explore([&] { body(false); }).outcomes() == std::set<Lines>{{}});
}

TEST_CASE("sleeping orders nothing, unless it is honoured") {
  support::NothingLeft nothing_left;
  const auto body = [] {
    mp::Queue<int> queue;
    mp::Process writer{[&] {
      for (int i = 1; i <= 2; ++i) {
        queue.put(i);
        mp::sleep_for(2s);
      }
    }};
    mp::Process reader{[&] {
      for (;;) mp::say("{}", queue.get());
    }};
    writer.start();
    reader.start();
    writer.join();
    reader.terminate();
  };
  CHECK(explore(body).outcomes() ==
        std::set<Lines>{{}, {"child-2: 1"}, {"child-2: 1", "child-2: 2"}});
  CHECK(explore(body, {.honours_sleep = true}).outcomes() ==
        std::set<Lines>{{"child-2: 1", "child-2: 2"}});
}

TEST_CASE("sleeps that end at the same moment end in either order") {
  support::NothingLeft nothing_left;
  const auto body = [] {
    mp::Process one{[] {
      mp::sleep_for(2s);
      mp::say("awake");
    }};
    mp::Process other{[] {
      mp::sleep_for(2s);
      mp::say("awake");
    }};
    mp::Process last{[] {
      mp::sleep_for(3s);
      mp::say("awake");
    }};
    one.start();
    other.start();
    last.start();
  };
  CHECK(explore(body, {.honours_sleep = true}).outcomes() ==
        std::set<Lines>{{"child-1: awake", "child-2: awake", "child-3: awake"},
                        {"child-2: awake", "child-1: awake", "child-3: awake"}});
}

TEST_CASE("a try that comes too early, and one that comes in time, are two outcomes") {
  support::NothingLeft nothing_left;
  const auto body = [] {
    mp::Queue<int> queue;
    mp::Process child{[&] { queue.put(1); }};
    child.start();
    const bool got = queue.try_get().has_value();
    mp::say("{}", got);
    const bool ended = child.join_for(0s);
    mp::say("{}", ended);
  };
  CHECK(explore(body).outcomes() == std::set<Lines>{{"parent: false", "parent: false"},
                                                    {"parent: false", "parent: true"},
                                                    {"parent: true", "parent: false"},
                                                    {"parent: true", "parent: true"}});
}

namespace {

/// As the page pool/default: how many outcomes there are is known from a model of it that
/// was written for nothing else.
std::size_t outcomes_of_pool(int workers, int tasks) {
  return explore([=] {
           mp::Pool pool{workers};
           std::vector<mp::Future<pid_t>> results;
           for (int number = 0; number < tasks; ++number) {
             results.push_back(pool.apply_async(
                 [](int task) {
                   mp::say("task {} begins in worker {}", task, ::getpid());
                   mp::sleep_for(std::chrono::seconds(6 - task));
                   mp::say("task {} ends", task);
                   return ::getpid();
                 },
                 number));
           }
           mp::say("{} tasks are waiting", tasks);
           for (int number = 0; number < tasks; ++number) {
             const pid_t worker = results[static_cast<std::size_t>(number)].get();
             mp::say("task {} was done by {}", number, worker);
           }
           pool.close();
           pool.join();
         })
      .schedules.size();
}

/// A writer puts so many items, telling each; a reader tells what it gets.
std::size_t outcomes_of_queue(int items) {
  return explore([=] {
           mp::Queue<int> queue;
           mp::Process writer{[&] {
             for (int item = 0; item < items; ++item) {
               mp::say("putting {}", item);
               queue.put(item);
             }
           }};
           mp::Process reader{[&] {
             for (int item = 0; item < items; ++item) mp::say("got {}", queue.get());
           }};
           writer.start();
           reader.start();
         })
      .schedules.size();
}

}  // namespace

TEST_CASE("a pool has all of its outcomes, and no others") {
  support::NothingLeft nothing_left;
  CHECK(outcomes_of_pool(1, 2) == 12);
  CHECK(outcomes_of_pool(2, 1) == 6);
  CHECK(outcomes_of_pool(2, 2) == 114);
}

TEST_CASE("a queue of two, three and four items has 2, 5 and 14 outcomes, and so on") {
  support::NothingLeft nothing_left;
  CHECK(outcomes_of_queue(2) == 2);
  CHECK(outcomes_of_queue(3) == 5);
  CHECK(outcomes_of_queue(4) == 14);
  CHECK(outcomes_of_queue(5) == 42);
}
