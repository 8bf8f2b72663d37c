#include "core/view/model/lifeline_columns.hpp"

#include "tests/support/catch.hpp"

namespace {

view::Step born(int process) {
  view::Step step;
  step.process = 1;
  step.born = process;
  return step;
}

view::Step gone(std::vector<int> processes) {
  view::Step step;
  step.process = 1;
  step.gone = std::move(processes);
  return step;
}

}  // namespace

TEST_CASE("a lifeline takes the first free column, and gives it back") {
  view::LifelineColumns columns;
  view::Step first;
  first.process = 1;
  first.is_first = true;
  columns.open(first);
  for (const int child : {2, 3}) columns.open(born(child));
  CHECK(columns.column(1) == 0);
  CHECK(columns.column(3) == 2);
  CHECK(columns.next_taken(0) == 1);

  columns.close(gone({2}));
  CHECK_FALSE(columns.column(2));
  CHECK(columns.next_taken(0) == 2);
  CHECK_FALSE(columns.next_taken(2));

  columns.open(born(4));
  CHECK(columns.column(4) == 1);
  CHECK(columns.count() == 3);
}

TEST_CASE("closing what is not open changes nothing") {
  view::LifelineColumns columns;
  columns.close(gone({7}));
  CHECK(columns.count() == 0);
  CHECK_FALSE(columns.column(7));
}
