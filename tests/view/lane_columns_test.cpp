#include "core/view/lanes/lane_columns.hpp"

#include "tests/support/catch.hpp"

using view::LaneColumns;
using Owners = std::vector<int>;

namespace {

/// `count` processes came, one after the other.
LaneColumns with(int count, std::size_t room = 69) {
  LaneColumns columns(room);
  for (int process = 1; process <= count; ++process) columns.admit(process);
  return columns;
}

}  // namespace

TEST_CASE("two processes have half the room each, and a third one moves them") {
  LaneColumns columns(69);
  CHECK_FALSE(columns.admit(1));
  CHECK_FALSE(columns.admit(2));
  CHECK(columns.place(2)->left == 34);
  CHECK(columns.admit(3));
  CHECK(columns.place(3)->left == 46);
}

TEST_CASE("a free column is the next one's") {
  LaneColumns columns = with(3);
  columns.forget(2);
  CHECK_FALSE(columns.admit(4));
  CHECK(columns.owners() == Owners{1, 4, 3});
  CHECK_FALSE(columns.place(2));
}

TEST_CASE("of those that have ended, the first gives up its column") {
  LaneColumns columns = with(4);
  columns.act(2);
  columns.end(2);
  columns.end(3);
  CHECK_FALSE(columns.admit(5));
  CHECK(columns.owners() == Owners{1, 2, 5, 4});
}

TEST_CASE("when there is no room for one more, the last ones share a column") {
  LaneColumns columns = with(6);
  CHECK(columns.owners() == Owners{1, 2, 3});
  CHECK(columns.place(5)->shared);
  CHECK(columns.place(6) == columns.place(4));
  CHECK(69 - columns.place(6)->left >= LaneColumns::kSharedNarrowest);
}

TEST_CASE("who has acted since the last time has a column after the next, and so has the first") {
  LaneColumns columns = with(6);
  columns.arrange();
  columns.act(5);
  columns.act(6);
  columns.arrange();
  CHECK(columns.owners() == Owners{1, 5, 6});
}

TEST_CASE("without the many, there is room again") {
  LaneColumns columns = with(6);
  for (int process = 3; process <= 6; ++process) columns.forget(process);
  columns.arrange();
  CHECK(columns.owners() == Owners{1, 2});
  CHECK_FALSE(columns.shared_left());
  CHECK(columns.place(2)->left == 34);
}

TEST_CASE("a text reaches to the next column that somebody has") {
  LaneColumns columns = with(3);
  CHECK(columns.reach(*columns.place(1)) == 22);
  columns.forget(2);
  CHECK(columns.reach(*columns.place(1)) == 45);
  CHECK(columns.reach(*columns.place(3)) == 69);
}
