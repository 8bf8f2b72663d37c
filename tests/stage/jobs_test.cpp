#include <signal.h>

#include <algorithm>

#include "core/mp/pool.hpp"
#include "core/mp/say.hpp"
#include "core/os/process/process.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/explored.hpp"
#include "tests/support/pages/page_model.hpp"
#include "tests/support/pages/small_page.hpp"

// Several processes explore one page, each with processes of its own.

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr int kPagesTogether = 3;
#else
constexpr int kPagesTogether = 4;
#endif

/// A page that takes some time.
void many_tasks() {
  mp::Pool pool{2};
  std::vector<mp::Future<int>> results;
  for (int number = 0; number < 4; ++number) {
    results.push_back(pool.apply_async(
        [](int task) {
          mp::say("task {} begins", task);
          mp::say("task {} ends", task);
          return task;
        },
        number));
  }
  for (auto& result : results) mp::say("{}", result.get());
}

std::vector<pid_t> children_of(pid_t parent) {
  std::vector<pid_t> children;
  for (const pid_t pid : os::processes()) {
    const auto state = os::state_of(pid);
    if (state && state->parent == parent) children.push_back(pid);
  }
  return children;
}

}  // namespace

TEST_CASE("one process and three that explore a page come to the same, to the schedule") {
  support::NothingLeft nothing_left;
  std::mt19937 random(1021);
  for (int i = 0; i < kPagesTogether; ++i) {
    // Pages with a pool have many states: scripts/soak explores those with several processes.
    const support::SmallPage page = support::random_page(random);
    INFO(support::to_string(page));
    if (!support::model_of(page, 100)) continue;
    for (const bool honours_sleep : {false, true}) {
      const auto with = [&](int jobs) {
        return support::explored([&] { support::act_out(page); }, {.honours_sleep = honours_sleep},
                                 jobs);
      };
      const auto alone = with(1);
      const auto together = with(3);
      CHECK(together.reasons == alone.reasons);
      CHECK(together.states == alone.states);
      CHECK(together.schedules == alone.schedules);
      REQUIRE(together.is_same(alone));
    }
  }
}

TEST_CASE("killed while eight processes explore a page for it, a program leaves none of them") {
  support::NothingLeft nothing_left;
  const pid_t owner = os::fork();
  if (owner == 0) {
    support::explored(many_tasks, {}, 8);
    os::exit_now(0);
  }
  const bool are_there = support::eventually([&] {
    const auto workers = children_of(owner);
    return std::count_if(workers.begin(), workers.end(),
                         [](pid_t worker) { return !children_of(worker).empty(); }) >= 4;
  });
  CHECK(are_there);
  os::send_signal(owner, SIGKILL);
  CHECK(support::no_process_left_within(5));
}
