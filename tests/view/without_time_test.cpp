#include "core/view/model/without_time.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/runs/timelines.hpp"

using namespace support;

TEST_CASE("without time nothing else is missing") {
  Collector runs;
  view::WithoutTime no_time(runs);
  play(killed_child(), no_time);

  auto expected = killed_child();
  expected.run.started.reset();
  for (auto& event : expected.events) event.t.reset();
  CHECK(runs.runs() == std::vector{expected});
}
