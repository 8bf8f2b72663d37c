#include <functional>
#include <set>

#include "core/choice/schedule.hpp"
#include "core/mp/event.hpp"
#include "core/mp/process.hpp"
#include "core/mp/queue.hpp"
#include "core/mp/say.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/explored.hpp"
#include "tests/support/pages/small_page.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/timelines.hpp"

// Whether all outcomes are found, and no others: against a model of what mp's words mean,
// for pages that chance has made.

using record::Outcome;
using support::SmallPage;

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr int kPages = 5;
#else
constexpr int kPages = 15;
#endif

std::set<Outcome> keys_of(const std::map<Outcome, std::string>& schedules) {
  std::set<Outcome> all;
  for (const auto& [outcome, schedule] : schedules) all.insert(outcome);
  return all;
}

void check_against_model(SmallPage (*make)(std::mt19937&), std::uint32_t seed) {
  std::mt19937 random(seed);
  for (int i = 0; i < kPages; ++i) {
    const SmallPage page = make(random);
    const auto model = support::outcomes_of(page);
    // A long list would only take its time.
    if (model.size() > 60) continue;
    CAPTURE(seed, i);
    INFO(support::to_string(page));
    const auto found = support::explored([&] { support::act_out(page); });
    REQUIRE(found.reasons == std::vector<std::string>{});
    REQUIRE(found.is_complete);
    REQUIRE(keys_of(found.schedules) == model);
    REQUIRE(found.count == std::to_string(model.size()));
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

TEST_CASE("in every order and with acts taken at once, a page has the same map") {
  support::NothingLeft nothing_left;
  std::mt19937 random(7);
  for (int i = 0; i < kPages / 5; ++i) {
    const SmallPage page =
        i % 2 == 0 ? support::random_page(random) : support::random_pool_page(random);
    INFO(support::to_string(page));
    if (support::outcomes_of(page).size() > 30) continue;
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
  for (int i = 0; i < kPages / 5; ++i) {
    const SmallPage page =
        i % 2 == 0 ? support::random_page(random) : support::random_pool_page(random);
    INFO(support::to_string(page));
    if (support::outcomes_of(page).size() > 30) continue;
    for (const auto& [outcome, schedule] :
         support::explored([&] { support::act_out(page); }).schedules) {
      CAPTURE(schedule);
      REQUIRE(outcome_under(page, schedule) == outcome);
    }
  }
}

TEST_CASE("a page that looks at others at a moment that no choice led to is not proved") {
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
    CHECK_FALSE(found.is_complete);
    CHECK(found.reasons ==
          std::vector<std::string>{"a process looked at others at a moment of its own"});
  }
  const auto joined = support::explored([] {
    mp::Process child{[] { mp::say("here"); }};
    child.start();
    child.join();
    mp::say("{}", child.is_alive());
  });
  CHECK(joined.is_complete);
}
