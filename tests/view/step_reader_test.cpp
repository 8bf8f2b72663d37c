#include "core/view/model/step_reader.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/runs/timelines.hpp"

using namespace support;
using view::Step;

namespace {

std::vector<Step> steps_of(const record::Timeline& run) {
  view::StepReader reader(true);
  std::vector<Step> steps;
  for (const auto& event : run.events) steps.push_back(reader.read(event));
  return steps;
}

}  // namespace

TEST_CASE("a lifeline begins with its fork and is closed by its reap") {
  const auto steps = steps_of(fork_parent_first());
  CHECK(steps[0].is_first);
  CHECK(steps[2].born == 2);
  CHECK_FALSE(steps[4].is_first);
  for (std::size_t i = 0; i < 8; ++i) CHECK(steps[i].gone.empty());
  CHECK(steps[8].gone == std::vector{2});
  CHECK(steps[9].gone == std::vector{1});
}

TEST_CASE("a process without a parent in the run leaves when it ends") {
  const auto steps = steps_of(orphan());
  CHECK(steps[4].gone == std::vector{1});
  CHECK(steps[6].gone == std::vector{2});
}

TEST_CASE("fork, reap and kill are messages between two lifelines") {
  using Message = Step::Message;
  const auto steps = steps_of(killed_child());
  REQUIRE(steps[1].message);
  CHECK(steps[1].message->kind == Message::Kind::fork);
  CHECK(steps[1].message->to == 2);
  CHECK(steps[4].mark == Step::Mark::killed);
  CHECK(steps[4].text == "killed by SIGKILL");
  REQUIRE(steps[5].message);
  CHECK(steps[5].message->kind == Message::Kind::reap);
  CHECK(steps[5].message->from == 2);
}

TEST_CASE("a value that arrives says in which event it left") {
  probe::Act put;
  put.kind = probe::Kind::put;
  put.object = probe::ObjectRef::parse("queue-1");
  put.value = "Tony";
  probe::Act get = put;
  get.kind = probe::Kind::get;
  const auto steps = steps_of(TimelineBuilder("queue", "one")
                                  .starts(kParent)
                                  .forks(kParent, kChild)
                                  .acts(kParent, put)
                                  .starts(kChild)
                                  .acts(kChild, get)
                                  .timeline());
  CHECK(steps[2].mark == Step::Mark::hands_over);
  REQUIRE(steps[4].message);
  CHECK(steps[4].message->left_in == 3);
  CHECK(steps[4].message->labels == std::vector<std::string>{"queue-1: Tony", "Tony"});
  CHECK(steps[4].sender == "parent");
}

TEST_CASE("what is found after the end of its writer has no lifeline to stand on") {
  const auto steps = steps_of(TimelineBuilder("fork", "late")
                                  .starts(kParent)
                                  .exits(kParent)
                                  .writes(kParent, "still in the pipe\n")
                                  .timeline());
  CHECK(steps[2].is_late);
  CHECK(steps[2].text == "still in the pipe");
}
