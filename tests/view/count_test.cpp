#include "core/view/formatting/count.hpp"

#include "core/view/formatting/wrap.hpp"
#include "tests/support/catch.hpp"

using namespace view;

TEST_CASE("great numbers are written in groups of three digits") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1'000) == "1,000");
  CHECK(grouped(123'456) == "123,456");
  CHECK(grouped(UINT64_MAX) == "18,446,744,073,709,551,615");
}

TEST_CASE("one thing is counted in the singular") {
  const Words::Counted& schedules = words(Language::english).outcomes.schedules;
  CHECK(counted(1, schedules) == "1 schedule");
  CHECK(counted(0, schedules) == "0 schedules");
  CHECK(counted(1204, schedules) == "1,204 schedules");
}

TEST_CASE("only none is 0 percent and only all is 100 percent") {
  CHECK(share(0, 200) == "0 %");
  CHECK(share(9, 200) == "4.5 %");
  CHECK(share(200, 200) == "100 %");
  CHECK(share(1, 3) == "33 %");
  CHECK(share(1, 100) == "1 %");
  CHECK(share(1, 10'000) == "<0.1 %");
  CHECK(share(9'999, 10'000) == ">99.9 %");
  CHECK(share(1, 2000) == "0.1 %");
  CHECK(share(99, 100) == "99 %");
}

TEST_CASE("text is wrapped at its spaces, and only there") {
  CHECK(wrapped("one two three", 7, 2) == "one two\n  three");
  CHECK(wrapped("one two three", 20, 2) == "one two three");
  CHECK(wrapped("  1  one two", 8, 5) == "  1  one\n     two");
  CHECK(wrapped("averylongword one", 5, 1) == "averylongword\n one");
  CHECK(wrapped("进程 进程", 8, 0) == "进程 进\n程");
  CHECK(wrapped("", 8, 0).empty());
}
