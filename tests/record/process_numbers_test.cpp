#include "core/record/process_numbers.hpp"

#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/runs/timelines.hpp"

using namespace support;
using namespace record;

TEST_CASE("processes are numbered as they appear, and one PID twice if two had it") {
  TimelineBuilder script("fork", "again");
  script.starts(kParent).forks(kParent, kChild).starts(kChild).exits(kChild);
  script.reaps(kParent, kChild);
  const TimelineBuilder::Process second{4277, 4276, "child-2"};
  script.forks(kParent, second).starts(second).exits(second).reaps(kParent, second);
  Timeline run = script.timeline();
  std::vector<int> derived;
  record::ProcessNumbers numbers;
  for (const Event& event : run.events) derived.push_back(numbers.add(event));
  CHECK(derived == std::vector<int>{1, 1, 2, 2, 1, 1, 3, 3, 1});
  CHECK(numbers.of(4277) == 3);
  // What is recorded counts: here the first child was not seen.
  record::ProcessNumbers recorded;
  run.events[0].process = 1;
  run.events[6].process = 7;
  CHECK(recorded.add(run.events[0]) == 1);
  CHECK(recorded.add(run.events[6]) == 7);
  CHECK(recorded.of(4277) == 7);
}
