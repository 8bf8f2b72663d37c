#include "core/mp/array.hpp"

#include <numeric>

#include "tests/mp/children.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"

using Ints = std::vector<int>;

namespace {

Ints all_of(const mp::Array<int>& array) {
  return array.slice(0, array.size());
}

}  // namespace

TEST_CASE("V03: prefix sums made by a child are seen, and slices work") {
  support::NothingLeft nothing_left;
  mp::Array<int> array({1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  CHECK(support::ends_well(support::child_that([&] {
    for (int i = 1; i < 10; ++i) array[i] += array[i - 1];
  })));
  CHECK(all_of(array) == Ints{1, 3, 6, 10, 15, 21, 28, 36, 45, 55});
  CHECK(array.slice(2, 3) == Ints{6, 10, 15});
  CHECK(array.slice(10, 0).empty());
  array.assign(8, {0, -1});
  CHECK(array[8] == 0);
  CHECK(array.get(9) == -1);
  array[0] = array[9];
  CHECK(array[0] == -1);
  CHECK(std::accumulate(array.begin(), array.end(), 0) == -1 + 3 + 6 + 10 + 15 + 21 + 28 + 36 - 1);
}

TEST_CASE("V03: a fresh array is all zero, whatever was in memory before") {
  for (int times = 0; times < 3; ++times) {
    mp::Array<long> array{1000};
    CHECK(array.slice(0, 1000) == std::vector<long>(1000, 0));
    array.assign(0, std::vector<long>(1000, -1));
  }
  CHECK(mp::Array<int>(0).size() == 0);
}

TEST_CASE("V04: an index, a slice or a size that cannot be is an error and changes nothing") {
  mp::Array<int> array({1, 2, 3, 4, 5});
  CHECK_THROWS_AS(array.get(5), mp::Error);
  CHECK_THROWS_WITH(array[-1] = 0, ContainsSubstring("no element -1"));
  CHECK_THROWS_AS(array.set(5, 0), mp::Error);
  CHECK_THROWS_AS(array.get(std::numeric_limits<std::size_t>::max()), mp::Error);
  CHECK_THROWS_AS(array.assign(3, {7, 8, 9}), mp::Error);
  CHECK_THROWS_AS(array.assign(0, 2, {7, 8, 9}), mp::Error);
  CHECK_THROWS_AS(array.slice(1, 5), mp::Error);
  CHECK_THROWS_AS(array.slice(-1, 1), mp::Error);
  CHECK_THROWS_AS(array.slice(1, -1), mp::Error);
  CHECK(all_of(array) == Ints{1, 2, 3, 4, 5});
  CHECK_THROWS_AS(mp::Array<int>(-1), mp::Error);
  CHECK_THROWS_AS(mp::Array<int>(std::numeric_limits<long>::max()), mp::Error);
}

TEST_CASE("a guard makes several accesses to an array one") {
  support::NothingLeft nothing_left;
  mp::Array<int> array{2};
  std::vector<pid_t> children;
  for (int i = 0; i < 3; ++i) {
    children.push_back(support::child_that([&] {
      for (int n = 0; n < 5000; ++n) {
        const auto guard = array.lock();
        array[0] += 1;
        array[1] -= 1;
        if (array[0] + array[1] != 0) throw mp::Error("somebody came in between");
      }
    }));
  }
  CHECK(support::end_well(children));
  CHECK(all_of(array) == Ints{15'000, -15'000});
}

TEST_CASE("a writer of slices killed at any instant leaves each slice whole") {
  support::NothingLeft nothing_left;
  std::mt19937 random(4);
  for (int round = 0; round < 40; ++round) {
    mp::Array<int> array{500};
    support::Shared<std::atomic<long>> writes;
    const pid_t writer = support::child_that([&] {
      for (int n = 1;; ++n) {
        array.assign(0, Ints(500, n));
        ++*writes;
      }
    });
    CHECK(support::random_progress(*writes, random, 2000));
    support::kill_now(writer);
    Ints found;
    CHECK(support::seconds_of([&] { found = all_of(array); }) < 1);
    CHECK(found == Ints(500, found[0]));
    array[0] = 7;
    CHECK(array[0] == 7);
  }
}

TEST_CASE("an access to an array is told with its index, in a held run") {
  support::NothingLeft nothing_left;
  support::Follower follower;
  const auto run = support::run_held(
      [] {
        mp::Array<int> array{3};
        array[1] = 4;
        array.assign(0, {5, 6});
        array.get(1);
      },
      follower);
  const auto puts = support::of_kind(run.timeline, probe::Kind::put);
  const auto gets = support::of_kind(run.timeline, probe::Kind::get);
  REQUIRE(puts.size() == 2);
  REQUIRE(gets.size() == 1);
  CHECK(puts[0].act.object.to_string() == "array-1");
  CHECK(puts[0].act.value == "[1] = 4");
  CHECK_THAT(puts[1].act.value, StartsWith("[0, 2) = "));
  CHECK(gets[0].act.value == "[1] = 6");
  CHECK(puts[0].act.line > 0);
}
