#include "app/practice/options.hpp"

#include <algorithm>
#include <set>

#include "app/practice/answer.hpp"
#include "app/practice/problem.hpp"
#include "tests/app/mpdemo.hpp"

// What a question of practice offers, and what a typed line means. Nothing here forks.

namespace {

using namespace tests;
using namespace app::practice;
using Means = Typed::Means;

const std::vector<Output> kPossible = {{{"A", "B", "C"}}, {{"A", "C", "B"}}, {{"A"}, false}};

Problem of_outputs(std::size_t options) {
  Problem problem;
  problem.options.resize(options);
  return problem;
}

}  // namespace

TEST_CASE("Of the outputs that are offered, just those are right that are possible") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Draw draw({seed});
    const auto offered = offered_outputs(kPossible, {{{"C", "B", "A"}}}, draw);
    CHECK(offered.size() == 4);
    std::set<Output> all;
    std::size_t right = 0;
    for (const auto& one : offered) {
      CHECK(all.insert(one.output).second);
      const bool is_possible =
          std::find(kPossible.begin(), kPossible.end(), one.output) != kPossible.end();
      CHECK(one.is_right == is_possible);
      right += one.is_right ? 1 : 0;
    }
    CHECK(right >= 1);
    CHECK(right <= 3);
  }
}

TEST_CASE("The same draw offers the same outputs in the same order") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Draw one({seed});
    Draw other({seed});
    const auto first = offered_outputs(kPossible, {}, one);
    const auto second = offered_outputs(kPossible, {}, other);
    REQUIRE(first.size() == second.size());
    for (std::size_t i = 0; i < first.size(); ++i) CHECK(first[i].output == second[i].output);
  }
}

TEST_CASE("Where nothing is printed, no outputs are offered") {
  Draw draw({1});
  CHECK(offered_outputs({}, {}, draw).empty());
  CHECK(offered_outputs({{{}}}, {}, draw).empty());
}

TEST_CASE("A line is an answer of several numbers, however they are separated") {
  const Problem problem = of_outputs(4);
  for (const char* line : {"1 3", "3,1", "13", "  1, 3 ", "1 3 3"}) {
    const Typed typed = typed_for(problem, line);
    CAPTURE(line);
    CHECK(typed.means == Means::answer);
    CHECK(typed.numbers == std::set<int>{1, 3});
  }
  for (const char* line : {"5", "0", "1 5", "a", "1a", "-1", "?", "w1"})
    CHECK(typed_for(problem, line).means == Means::unclear);
  CHECK(typed_for(problem, "").means == Means::skip);
  CHECK(typed_for(problem, "s").means == Means::skip);
  CHECK(typed_for(problem, "q").means == Means::quit);
}

TEST_CASE("A question with one right answer takes one number, and a count any number") {
  Problem problem = of_outputs(3);
  problem.draft.asks = Asks::ending;
  CHECK(typed_for(problem, "2").numbers == std::set<int>{2});
  CHECK(typed_for(problem, "1 2").means == Means::unclear);
  Problem count;
  count.draft.asks = Asks::processes;
  CHECK(typed_for(count, "12").numbers == std::set<int>{12});
  for (const char* line : {"0", "1 2", "x", "4.5"})
    CHECK(typed_for(count, line).means == Means::unclear);
  CHECK(typed_for(count, "99999999999999999999").means == Means::answer);
}

TEST_CASE("Two right answers raise the level, a wrong one lowers it, within its limits") {
  Difficulty difficulty;
  CHECK(difficulty.level() == 1);
  difficulty.note(true);
  difficulty.note_skipped();
  difficulty.note(true);
  CHECK(difficulty.level() == 1);
  difficulty.note(true);
  CHECK(difficulty.level() == 2);
  for (int i = 0; i < 5; ++i) difficulty.note(true);
  CHECK(difficulty.level() == 3);
  for (int i = 0; i < 5; ++i) difficulty.note(false);
  CHECK(difficulty.level() == 1);
  Difficulty fixed(2);
  for (int i = 0; i < 5; ++i) fixed.note(true);
  CHECK(fixed.level() == 2);
}

TEST_CASE("On a sheet the level rises from the first question to the last") {
  CHECK(level_on_sheet(1, 1) == 1);
  CHECK(level_on_sheet(1, 3) == 1);
  CHECK(level_on_sheet(2, 3) == 2);
  CHECK(level_on_sheet(3, 3) == 3);
  CHECK(level_on_sheet(100, 100) == 3);
}
