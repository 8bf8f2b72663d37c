#include <algorithm>
#include <set>

#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/schedule_trial.hpp"
#include "tests/support/pages/small_demos.hpp"

// A schedule is a promise: repeating it gives the same run, byte for byte. Here
// a few for every demo; scripts/soak --only schedules tries a thousand of each.

namespace {

using Sentences = std::vector<std::string>;

void check(const support::SmallDemo& demo, const support::Trial& trial) {
  CHECK(trial.problems == Sentences{});
  CAPTURE(trial.reason);
  CHECK((trial.status == "ok" || (trial.status == "deadlock" && demo.may_deadlock)));
  CHECK(trial.choices > 0);
}

/// Tries so many schedules of every demo.
void try_all(std::uint64_t schedules, bool honours_sleep) {
  for (const auto& demo : support::small_demos()) {
    support::NothingLeft nothing_left;
    for (std::uint64_t seed = 1; seed <= schedules; ++seed) {
      CAPTURE(demo.name, seed, honours_sleep);
      check(demo, support::try_schedule(demo.body, {seed, honours_sleep}));
    }
  }
}

}  // namespace

TEST_CASE("every demo under a random schedule ends well, and again the same under its text") {
  try_all(15, false);
}

TEST_CASE("so it does when no sleep ends before its time") {
  try_all(5, true);
}

TEST_CASE("without a schedule every demo runs as the clock has it, twice the same") {
  for (const auto& demo : support::small_demos()) {
    support::NothingLeft nothing_left;
    CAPTURE(demo.name);
    const auto trial = support::try_default_order(demo.body);
    check(demo, trial);
    CHECK(trial.status == "ok");
  }
}
