#include <cstdlib>
#include <functional>
#include <set>

#include "core/choice/schedule.hpp"
#include "core/mp/barrier.hpp"
#include "core/mp/condition.hpp"
#include "core/mp/event.hpp"
#include "core/mp/pool.hpp"
#include "core/mp/process.hpp"
#include "core/mp/queue.hpp"
#include "core/mp/rlock.hpp"
#include "core/mp/say.hpp"
#include "core/mp/value.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/explored.hpp"
#include "tests/support/pages/page_model.hpp"
#include "tests/support/pages/small_page.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/timelines.hpp"

// Whether all outcomes are found, and no others: against a model of what mp's words mean,
// for pages that chance has made.

using record::Outcome;
using support::SmallPage;

// Which pages, and how many of each sort: MPDEMO_SEED and MPDEMO_PAGES, for
// scripts/soak --only outcomes.

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr int kPages = 5;
#else
constexpr int kPages = 150;
#endif
constexpr int kFewPages = 3;

/// Pages with more states take long, and only take long: how they behave, a soak shows.
constexpr std::size_t kMostStates = 300;
constexpr std::size_t kMostStatesInSoak = 5'000;

std::uint32_t number_from(const char* variable, std::uint32_t usual) {
  const char* text = std::getenv(variable);
  return text ? static_cast<std::uint32_t>(std::strtoul(text, nullptr, 10)) : usual;
}

bool is_soak() {
  return std::getenv("MPDEMO_PAGES") != nullptr;
}

std::set<Outcome> keys_of(const std::map<Outcome, std::string>& schedules) {
  std::set<Outcome> all;
  for (const auto& [outcome, schedule] : schedules) all.insert(outcome);
  return all;
}

using MakePage = SmallPage (*)(std::mt19937&);

void check_against_model(MakePage make, std::uint32_t seed) {
  seed = number_from("MPDEMO_SEED", seed);
  std::mt19937 random(seed);
  const std::uint32_t pages = number_from("MPDEMO_PAGES", kPages);
  for (std::uint32_t i = 0; i < pages;) {
    const SmallPage page = make(random);
    const auto model = support::model_of(page, is_soak() ? kMostStatesInSoak : kMostStates);
    if (!model) continue;
    CAPTURE(seed, i);
    INFO(support::to_string(page));
    const int jobs = is_soak() && i % 2 == 1 ? 3 : 1;
    ++i;
    const auto found = support::mapped([&] { support::act_out(page); }, {}, jobs);
    REQUIRE(found.reasons == std::vector<std::string>{});
    REQUIRE(found.is_complete);
    REQUIRE(support::difference(*model, found.map) == "");
    REQUIRE(found.count == std::to_string(model->outcomes()));
  }
}

Outcome outcome_under(const SmallPage& page, const std::string& schedule) {
  choice::RunOptions options;
  options.schedule = *choice::Schedule::parse(schedule);
  const auto run = support::run_controlled([&] { support::act_out(page); }, options);
  record::OutcomeCollector collector;
  record::play(run.timeline, collector);
  return collector.outcome();
}

}  // namespace

TEST_CASE("what chance makes of processes has the outcomes that a model says, and no others") {
  support::NothingLeft nothing_left;
  check_against_model(support::random_page, 2026);
}

TEST_CASE("what chance makes of a pool has the outcomes that a model says, and no others") {
  support::NothingLeft nothing_left;
  check_against_model(support::random_pool_page, 1130);
}

TEST_CASE("a closed pool with a task that nobody can finish stands still, in every order") {
  support::NothingLeft nothing_left;
  for (const bool prunes : {true, false}) {
    const auto found = support::explored(
        [] {
          mp::Queue<int> empty;
          mp::Pool pool{2};
          pool.apply_async([&empty] { return empty.get(); });
          pool.apply_async([] { mp::say("done"); });
          pool.close();
          pool.join();
        },
        {.prunes = prunes});
    CHECK(found.reasons == std::vector<std::string>{});
    CHECK(found.is_complete);
    CHECK(keys_of(found.schedules) == std::set<Outcome>{{{{"worker-1", "done"}}, "deadlock"},
                                                        {{{"worker-2", "done"}}, "deadlock"}});
  }
}

TEST_CASE("in every order and with acts taken at once, a page has the same map") {
  support::NothingLeft nothing_left;
  std::mt19937 random(7);
  for (int i = 0; i < kFewPages; ++i) {
    const SmallPage page =
        i % 2 == 0 ? support::random_page(random) : support::random_pool_page(random);
    INFO(support::to_string(page));
    if (!support::model_of(page, kMostStates)) continue;
    const auto reduced = support::explored([&] { support::act_out(page); });
    const auto all = support::explored([&] { support::act_out(page); }, {.prunes = false});
    REQUIRE(all.is_complete);
    REQUIRE(keys_of(reduced.schedules) == keys_of(all.schedules));
    REQUIRE(reduced.nodes == all.nodes);
    REQUIRE(reduced.states <= all.states);
  }
}

TEST_CASE("every listed schedule gives its output") {
  support::NothingLeft nothing_left;
  std::mt19937 random(11);
  for (int i = 0; i < kFewPages; ++i) {
    const SmallPage page =
        i % 2 == 0 ? support::random_page(random) : support::random_pool_page(random);
    INFO(support::to_string(page));
    if (!support::model_of(page, kMostStates)) continue;
    for (const auto& [outcome, schedule] :
         support::explored([&] { support::act_out(page); }).schedules) {
      CAPTURE(schedule);
      REQUIRE(outcome_under(page, schedule) == outcome);
    }
  }
}

TEST_CASE("what a look at others shows depends on the moment, and both moments are found") {
  support::NothingLeft nothing_left;
  const auto looking =
      [](const std::function<bool(mp::Process&, mp::Event&, mp::Queue<int>&)>& look) {
        return support::explored([&] {
          mp::Event event;
          mp::Queue<int> queue;
          mp::Process child{[&] {
            event.set();
            queue.put(1);
          }};
          child.start();
          mp::say("{}", look(child, event, queue));
          child.join();
        });
      };
  using Looks = std::vector<std::function<bool(mp::Process&, mp::Event&, mp::Queue<int>&)>>;
  const Looks looks = {[](auto&, auto& event, auto&) { return event.is_set(); },
                       [](auto&, auto&, auto& queue) { return queue.empty(); },
                       [](auto& child, auto&, auto&) { return child.is_alive(); },
                       [](auto&, auto&, auto&) { return mp::active_children().empty(); }};
  for (std::size_t i = 0; i < looks.size(); ++i) {
    CAPTURE(i);
    const auto found = looking(looks[i]);
    CHECK(found.reasons == std::vector<std::string>{});
    CHECK(found.is_complete);
    CHECK(keys_of(found.schedules) ==
          std::set<Outcome>{{{{"parent", "true"}}, "ok"}, {{{"parent", "false"}}, "ok"}});
  }
  const auto joined = support::explored([] {
    mp::Process child{[] { mp::say("here"); }};
    child.start();
    child.join();
    mp::say("{}", child.is_alive());
  });
  CHECK(joined.is_complete);
}

TEST_CASE("what happens between the first lock and the last unlock of an rlock is one piece") {
  support::NothingLeft nothing_left;
  const auto found = support::explored([] {
    mp::RLock lock;
    const auto say_two = [&] {
      lock.lock();
      lock.lock();
      mp::say("in");
      lock.unlock();
      mp::say("out");
      lock.unlock();
    };
    mp::Process one{say_two};
    mp::Process two{say_two};
    one.start();
    two.start();
  });
  CHECK(found.reasons == std::vector<std::string>{});
  CHECK(found.is_complete);
  const auto whole = [](const std::string& first, const std::string& second) {
    return Outcome{{{first, "in"}, {first, "out"}, {second, "in"}, {second, "out"}}, "ok"};
  };
  CHECK(keys_of(found.schedules) ==
        std::set<Outcome>{whole("child-1", "child-2"), whole("child-2", "child-1")});
}

TEST_CASE("a notification that comes before the wait is lost, and one that is waited for is not") {
  support::NothingLeft nothing_left;
  const auto with = [](bool looks_first) {
    return support::explored([=] {
      mp::Condition condition;
      mp::Value<int> ready{0};
      mp::Process child{[&] {
        condition.lock();
        while (!looks_first || ready.get() == 0) {
          condition.wait();
          if (!looks_first) break;
        }
        mp::say("seen");
        condition.unlock();
      }};
      child.start();
      condition.lock();
      ready.set(1);
      condition.notify();
      condition.unlock();
      child.join();
    });
  };
  const Outcome seen{{{"child-1", "seen"}}, "ok"};
  const auto right = with(true);
  CHECK(right.is_complete);
  CHECK(keys_of(right.schedules) == std::set<Outcome>{seen});
  const auto wrong = with(false);
  CHECK(wrong.is_complete);
  CHECK(keys_of(wrong.schedules) == std::set<Outcome>{seen, Outcome{{}, "deadlock"}});
}

TEST_CASE("nobody is past a barrier before all are there, in every order, round after round") {
  support::NothingLeft nothing_left;
  const auto found = support::explored([] {
    mp::Barrier barrier{2};
    const auto go_round = [&] {
      for (int round = 0; round < 2; ++round) {
        mp::say("{}", round);
        barrier.wait();
      }
    };
    mp::Process one{go_round};
    mp::Process two{go_round};
    one.start();
    two.start();
  });
  CHECK(found.reasons == std::vector<std::string>{});
  CHECK(found.is_complete);
  // Either of two orders in each round.
  CHECK(found.count == "4");
  for (const auto& [outcome, schedule] : found.schedules) {
    REQUIRE(outcome.lines.size() == 4);
    CHECK(outcome.lines[1].text == "0");
    CHECK(outcome.lines[2].text == "1");
  }
}

TEST_CASE(
    "who is killed at a condition or a barrier changes what can come in the same way each time") {
  support::NothingLeft nothing_left;
  const auto at_condition = [] {
    mp::Condition condition;
    const auto wait = [&] {
      condition.lock();
      condition.wait();
      mp::say("woken");
      condition.unlock();
    };
    mp::Process first{wait};
    mp::Process second{wait};
    first.start();
    second.start();
    first.kill();
    condition.lock();
    condition.notify();
    condition.unlock();
    second.join_for(std::chrono::seconds(1));
    second.kill();
  };
  const auto at_barrier = [] {
    mp::Barrier barrier{2};
    const auto meet = [&] {
      try {
        barrier.wait();
        mp::say("met");
      } catch (const mp::BrokenBarrier&) {
        mp::say("broken");
      }
    };
    mp::Process first{meet};
    mp::Process second{meet};
    first.start();
    second.start();
    first.kill();
    second.join_for(std::chrono::seconds(1));
    second.kill();
  };
  for (const std::function<void()>& page :
       {std::function<void()>(at_condition), std::function<void()>(at_barrier)}) {
    const auto reduced = support::explored(page);
    const auto all = support::explored(page, {.prunes = false});
    CHECK(reduced.reasons == std::vector<std::string>{});
    CHECK(all.reasons == std::vector<std::string>{});
    CHECK(all.is_complete);
    CHECK(keys_of(reduced.schedules) == keys_of(all.schedules));
    CHECK(reduced.nodes == all.nodes);
    CHECK(keys_of(all.schedules).size() > 2);
  }
}

TEST_CASE("a wait that may be given up at a condition or a barrier has all its outcomes") {
  support::NothingLeft nothing_left;
  const auto at_condition = support::explored([] {
    mp::Condition condition;
    mp::Process child{[&] {
      condition.lock();
      mp::say("{}", condition.wait_for(std::chrono::seconds(1)));
      condition.unlock();
    }};
    child.start();
    condition.lock();
    condition.notify();
    condition.unlock();
    child.join();
  });
  CHECK(at_condition.reasons == std::vector<std::string>{});
  CHECK(keys_of(at_condition.schedules) ==
        std::set<Outcome>{{{{"child-1", "true"}}, "ok"}, {{{"child-1", "false"}}, "ok"}});
  const auto at_barrier = support::explored([] {
    mp::Barrier barrier{2};
    const auto meet = [&](auto wait) {
      try {
        wait();
        mp::say("met");
      } catch (const mp::BrokenBarrier&) {
        mp::say("broken");
      }
    };
    mp::Process child{[&] { meet([&] { barrier.wait_for(std::chrono::seconds(1)); }); }};
    child.start();
    meet([&] { barrier.wait(); });
  });
  CHECK(at_barrier.reasons == std::vector<std::string>{});
  const auto either = [](const std::string& what) {
    return std::set<Outcome>{{{{"child-1", what}, {"parent", what}}, "ok"},
                             {{{"parent", what}, {"child-1", what}}, "ok"}};
  };
  auto expected = either("met");
  expected.merge(either("broken"));
  CHECK(keys_of(at_barrier.schedules) == expected);
}
