#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/odd_bodies.hpp"
#include "tests/support/pages/schedule_trial.hpp"

using Sentences = std::vector<std::string>;

TEST_CASE("whatever a body does, under the schedule of an earlier run it does the same again") {
  for (const auto& body : support::odd_bodies()) {
    support::NothingLeft nothing_left;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      CAPTURE(body.name, seed);
      const auto trial = support::try_schedule(body.run, {seed, seed % 4 == 0});
      CAPTURE(trial.reason);
      CHECK(trial.problems == Sentences{});
      CHECK((trial.status == body.status || body.status.empty()));
    }
  }
}
