#include <algorithm>
#include <string>
#include <vector>

#include "app/session/choices.hpp"
#include "core/record/act_text.hpp"
#include "tests/support/catch.hpp"

// A point of a traced program in words. Nothing here forks.

namespace {

using choice::Standing;

choice::Role role(int number, Standing standing, probe::Kind kind, const std::string& object = "") {
  choice::Role role;
  role.number = number;
  role.pid = 39 + number;
  role.name = number == 1 ? "parent" : "child-" + std::to_string(number - 1);
  role.standing = standing;
  role.next.kind = kind;
  record::set_object(role.next, object);
  role.may_act = standing == Standing::ready;
  return role;
}

}  // namespace

TEST_CASE("A process of a program that is held can be chosen, and all others say why not") {
  using Lines = std::vector<std::string>;
  choice::Point point;
  point.roles = {
      role(1, Standing::blocked, probe::Kind::recv, "pipe-1"),
      role(2, Standing::ready, probe::Kind::fork), role(3, Standing::asleep, probe::Kind::sleep),
      role(4, Standing::busy, probe::Kind::wait), role(5, Standing::ready, probe::Kind::exit)};
  point.roles[2].until = os::Stamp(std::chrono::milliseconds(1500));
  point.proposed = choice::first_in_time(point);
  const app::Choices choices(point, true);
  CHECK(choices.proposed() == "child-1 41");
  CHECK(choices.proposed_number() == 1);
  CHECK(choices.others() == Lines{"  parent 40 waits for pipe-1",
                                  "  child-2 42 sleeps for 1.5 s more", "  child-3 43 is computing",
                                  "2 child-4 44 is about to exit with 0"});
}

TEST_CASE("Where no process is held, none can be chosen") {
  choice::Point point;
  point.roles = {role(1, Standing::blocked, probe::Kind::wait, "any child")};
  CHECK_FALSE(choice::anyone_may_act(point));
}
