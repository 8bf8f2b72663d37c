#include <algorithm>
#include <stdexcept>

#include "lessons/catalogue.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"

// The two demos with two locks, under a schedule that makes ann and ben block
// each other.

namespace {

using choice::Answer;
using Lines = std::vector<std::string>;

const lessons::Demo& demo_named(std::string_view name) {
  for (const auto& lesson : lessons::pages_over_mp()) {
    for (const auto& demo : lesson.demos) {
      if (lesson.name == "shared" && demo.name == name) return demo;
    }
  }
  throw std::out_of_range("no such demo");
}

/// The parent acts whenever it can, and its children act by turns.
support::Staged run_by_turns(std::string_view name) {
  const lessons::Demo& demo = demo_named(name);
  support::Follower audience;
  pid_t last = 0;
  audience.choose = [&last](const choice::Point& point, std::size_t) {
    // No process is proposed then, and any answer ends the run.
    if (!choice::anyone_may_act(point)) return Answer{Answer::What::act, 0};
    const auto may_act = [&](const choice::Role& role) {
      return role.standing == choice::Standing::ready && role.pid != last;
    };
    const auto& roles = point.roles;
    const auto next = std::find_if(roles.begin(), roles.end(), may_act);
    const bool nobody_else = point.proposed == 0 || next == roles.end();
    const auto who = nobody_else ? point.proposed : static_cast<std::size_t>(next - roles.begin());
    last = point.roles[who].pid;
    return Answer{Answer::What::act, who};
  };
  return support::run_held([&] { demo.run({}); }, audience);
}

}  // namespace

TEST_CASE("taking turns, ann and ben hold what the other wants, and nobody goes on") {
  support::NothingLeft nothing_left;
  const auto run = run_by_turns("deadlock");
  CHECK(run.timeline.end.status != "ok");
  CHECK(support::printed(run.timeline) == Lines{"ann: ann has the pencil, wants the ruler",
                                                "ben: ben has the ruler, wants the pencil"});
  const auto blocked = support::of_kind(run.timeline, probe::Kind::block);
  REQUIRE(blocked.size() == 2);
  CHECK(blocked[0].name == "ann");
  CHECK(blocked[0].act.object.to_string() == "lock-2");
  CHECK(blocked[1].name == "ben");
  CHECK(blocked[1].act.object.to_string() == "lock-1");
}

TEST_CASE("in the same order the same turns end well: ben waits with empty hands") {
  support::NothingLeft nothing_left;
  const auto run = run_by_turns("ordered");
  CHECK(run.timeline.end.status == "ok");
  CHECK(support::printed(run.timeline) ==
        Lines{"ann: ann has the pencil, wants the ruler", "ann: ann draws a line",
              "ben: ben has the pencil, wants the ruler", "ben: ben draws a line",
              "parent: both have drawn a line"});
  const auto blocked = support::of_kind(run.timeline, probe::Kind::block);
  REQUIRE(blocked.size() == 1);
  CHECK(blocked[0].name == "ben");
}
