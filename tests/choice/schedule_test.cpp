#include "core/choice/schedule.hpp"

#include "core/choice/scheduler.hpp"
#include "tests/support/catch.hpp"

using choice::Schedule;

namespace {

/// A point at which 1 is ready, 2 waits for a queue, 3 sleeps, and 4 has ended.
choice::Point four(std::size_t made) {
  choice::Point point;
  point.met = 4;
  point.made = made;
  point.roles.resize(3);
  point.roles[0] = {1, 41, "parent", choice::Standing::ready, {}, {}, false, {}, {}, true};
  probe::Act get;
  get.kind = probe::Kind::get;
  get.object = probe::ObjectRef::parse("queue-1");
  point.roles[1] = {2, 42, "child-1", choice::Standing::blocked, get, {}, false, {}, {}, false};
  point.roles[2] = {3,  43, "child-2", choice::Standing::asleep, {}, os::Stamp(5), true,
                    {}, {}, true};
  return point;
}

std::string misfit(const Schedule& schedule, std::size_t made) {
  try {
    choice_of(schedule, four(made));
  } catch (const choice::Misfit& misfit) {
    return misfit.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a schedule is written with a count for each process that acts several times in a row") {
  CHECK(Schedule({1, 1, 1, 2, 2, 1}).to_string() == "1x3.2x2.1");
  CHECK(Schedule({7}).to_string() == "7");
  CHECK(Schedule().to_string().empty());
}

TEST_CASE("what is written is read again") {
  for (const char* text : {"1", "1x3.2x2.1", "12x40.3.12", "2000"}) {
    CAPTURE(text);
    REQUIRE(Schedule::parse(text));
    CHECK(Schedule::parse(text)->to_string() == text);
  }
}

TEST_CASE("what is no schedule is refused, and so is one that nobody could run") {
  for (const char* text :
       {"", "x", "0", "1x0", "1.", ".1", "1..2", "1x", "1x2x3", "-1", "1 2", "1,2", "a", "1x2.b",
        "1x1000001", "99999999999", "1x600000.2x600000", "1*3"}) {
    CAPTURE(text);
    CHECK_FALSE(Schedule::parse(text));
  }
}

TEST_CASE("the beginning of a schedule is a schedule") {
  const Schedule schedule({1, 2, 3});
  CHECK(schedule.first(2) == Schedule({1, 2}));
  CHECK(schedule.first(0).empty());
  CHECK(schedule.first(9) == schedule);
}

TEST_CASE("a choice is found at its point") {
  CHECK(choice_of(Schedule({1, 3}), four(0)) == 0);
  CHECK(choice_of(Schedule({1, 3}), four(1)) == 2);
}

TEST_CASE("a choice that cannot be says why, and who could act instead") {
  CHECK(misfit(Schedule({1, 2}), 1) ==
        "the schedule does not fit: choice 2 of 2 is process 2, child-1, which waits for queue-1; "
        "these could act there: 1 (parent), 3 (child-2)");
  CHECK_THAT(misfit(Schedule({4}), 0), ContainsSubstring("process 4, which has ended"));
  CHECK_THAT(misfit(Schedule({5}), 0), ContainsSubstring("process 5, which does not exist yet"));
}

TEST_CASE("without a choice who is ready goes first, and then who wakes first") {
  choice::Point point = four(0);
  CHECK(first_in_time(point) == 0);
  point.roles[0].may_act = false;
  CHECK(first_in_time(point) == 2);
}

TEST_CASE("chance chooses among those who may act, and the same way for the same seed") {
  std::vector<std::size_t> first;
  for (int round = 0; round < 2; ++round) {
    choice::AnyOrder any_order(7);
    std::vector<std::size_t> choices;
    for (int i = 0; i < 100; ++i) choices.push_back(*any_order.choose(four(0)));
    if (round == 0) first = choices;
    CHECK(choices == first);
  }
  CHECK(std::count(first.begin(), first.end(), 1U) == 0);
  CHECK(std::count(first.begin(), first.end(), 0U) > 20);
  CHECK(std::count(first.begin(), first.end(), 2U) > 20);
}
