#include "app/session/halt_point.hpp"

#include "app/session/choices.hpp"
#include "tests/support/catch.hpp"

// A halt of a traced program in words. Nothing here forks.

namespace {

using How = tracer::Standing::How;

tracer::Standing standing(How how, int number, pid_t thread, probe::Kind kind,
                          std::string object = "") {
  tracer::Standing one;
  one.how = how;
  one.number = number;
  one.thread = one.process = thread;
  one.name = number == 1 ? "parent" : "child-" + std::to_string(number - 1);
  one.act.kind = kind;
  one.act.object = std::move(object);
  return one;
}

}  // namespace

TEST_CASE("Who is held can be chosen, and of all others it is said why not") {
  using Lines = std::vector<std::string>;
  tracer::Halt halt;
  halt.all = {standing(How::blocked, 1, 40, probe::Kind::recv, "pipe-1"),
              standing(How::held, 2, 41, probe::Kind::fork),
              standing(How::asleep, 3, 42, probe::Kind::sleep),
              standing(How::busy, 4, 43, probe::Kind::wait),
              standing(How::held, 5, 44, probe::Kind::exit)};
  halt.all[2].left = std::chrono::milliseconds(1500);
  const choice::Point point = app::point_of(halt);
  const app::Choices choices(point, true);
  CHECK(choices.proposed() == "child-1 41");
  CHECK(choices.proposed_number() == 1);
  CHECK(choices.others() == Lines{"  parent 40 waits for pipe-1",
                                  "  child-2 42 sleeps for 1.5 s more", "  child-3 43 is computing",
                                  "2 child-4 44 is about to end, with exit code 0"});
}

TEST_CASE("A thread that is not the first of its process is called one, by its own ID") {
  tracer::Halt halt;
  halt.all = {standing(How::held, 1, 40, probe::Kind::fork)};
  halt.all[0].thread = 45;
  const choice::Point point = app::point_of(halt);
  CHECK(app::Choices(point, true).proposed() == "thread of parent 45");
}

TEST_CASE("Where nobody is held, nobody can be chosen") {
  tracer::Halt halt;
  halt.all = {standing(How::blocked, 1, 40, probe::Kind::wait, "any child")};
  CHECK_FALSE(choice::anyone_may_act(app::point_of(halt)));
}
