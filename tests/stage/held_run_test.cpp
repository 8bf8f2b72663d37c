#include <signal.h>
#include <unistd.h>

#include "core/mp/fork.hpp"
#include "core/mp/say.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/laws.hpp"

using choice::Answer;
using choice::Standing;
using support::printed;
using Lines = std::vector<std::string>;

namespace {

/// Both processes say two lines; the parent waits in between.
void two_and_two() {
  const pid_t child = mp::fork();
  if (child == 0) {
    mp::say("one");
    mp::say("two");
    return;
  }
  mp::say("one");
  mp::wait_for(child);
  mp::say("two");
}

/// Answers with the first ready process of that name, else as proposed.
Answer prefer(const std::string& name, const choice::Point& point) {
  for (std::size_t i = 0; i < point.roles.size(); ++i) {
    const choice::Role& role = point.roles[i];
    if (role.name == name && role.standing == Standing::ready) return {Answer::What::act, i};
  }
  return {Answer::What::act, point.proposed};
}

/// The points as the next acts of all processes: "parent fork; child-1 print".
Lines shown(const support::Follower& follower) {
  Lines lines;
  for (const auto& point : follower.points) {
    std::string line;
    for (const auto& role : point.roles) {
      const bool blocked = role.standing == Standing::blocked;
      line += (line.empty() ? "" : "; ") + role.name + (blocked ? " blocked at " : " ") +
              std::string(name_of(role.next.kind));
    }
    lines.push_back(line);
  }
  return lines;
}

}  // namespace

TEST_CASE("every act of every process is held, and the first in order of birth is proposed") {
  support::NothingLeft nothing_left;
  support::Follower follower;
  const auto run = support::run_held(two_and_two, follower);
  CHECK(support::broken_laws(run.timeline) == Lines{});
  CHECK(run.timeline.run.mode == record::Mode::controlled);
  CHECK(shown(follower) == Lines{
                               "parent fork",
                               "parent print; child-1 print",
                               "parent wait; child-1 print",
                               "parent blocked at reap; child-1 print",
                               "parent blocked at reap; child-1 print",
                               "parent blocked at reap; child-1 exit",
                               "parent reap",
                               "parent print",
                               "parent exit",
                           });
  CHECK(printed(run.timeline) ==
        Lines{"parent: one", "child-1: one", "child-1: two", "parent: two"});
}

TEST_CASE("who is chosen acts next, and nobody else does") {
  support::NothingLeft nothing_left;
  support::Follower follower;
  follower.choose = [](const choice::Point& point, std::size_t) {
    return prefer("child-1", point);
  };
  const auto run = support::run_held(two_and_two, follower);
  CHECK(support::broken_laws(run.timeline) == Lines{});
  CHECK(printed(run.timeline) ==
        Lines{"child-1: one", "child-1: two", "parent: one", "parent: two"});
}

TEST_CASE("the same choices give the same run, a hundred times") {
  support::NothingLeft nothing_left;
  Lines first;
  for (int i = 0; i < 100; ++i) {
    support::Follower follower;
    const auto run = support::run_held(two_and_two, follower);
    Lines kinds;
    for (const auto& event : run.timeline.events) {
      kinds.push_back(event.name + " " + std::string(name_of(event.act.kind)));
    }
    if (i == 0) first = kinds;
    REQUIRE(kinds == first);
  }
}

TEST_CASE("run on lets everybody act as proposed from there") {
  support::NothingLeft nothing_left;
  support::Follower follower;
  follower.choose = [](const choice::Point& point, std::size_t index) {
    return index < 3 ? Answer{Answer::What::act, point.proposed} : Answer{Answer::What::run_on, 0};
  };
  const auto run = support::run_held(two_and_two, follower);
  CHECK(support::broken_laws(run.timeline) == Lines{});
  CHECK(follower.points.size() == 4);
  CHECK(run.timeline.end.status == "ok");
  CHECK(printed(run.timeline).size() == 4);
}

TEST_CASE("quit ends the demo at once") {
  support::NothingLeft nothing_left;
  support::Follower follower;
  follower.choose = [](const choice::Point& point, std::size_t index) {
    return index < 2 ? Answer{Answer::What::act, point.proposed} : Answer{Answer::What::quit, 0};
  };
  const auto run = support::run_held(two_and_two, follower);
  CHECK(support::broken_laws(run.timeline) == Lines{});
  CHECK(run.result.quit);
  CHECK(run.result.signal == 0);
}

TEST_CASE("a process killed while it is held makes a new point without it") {
  support::NothingLeft nothing_left;
  support::Follower follower;
  follower.choose = [](const choice::Point& point, std::size_t index) {
    if (index == 3) ::kill(point.roles[1].pid, SIGKILL);
    return prefer("child-1", point);
  };
  const auto run = support::run_held(two_and_two, follower);
  CHECK(support::broken_laws(run.timeline) == Lines{});
  CHECK(run.timeline.end.status == "failed");
  CHECK(support::of_kind(run.timeline, probe::Kind::signal).size() == 1);
}

TEST_CASE("with a pace the acts come by themselves, one after another") {
  support::NothingLeft nothing_left;
  choice::RunOptions run_options;
  run_options.mode = record::Mode::controlled;
  run_options.pace = std::chrono::milliseconds(5);
  const auto run = support::run_free(two_and_two, run_options);
  CHECK(support::broken_laws(run.timeline) == Lines{});
  CHECK(printed(run.timeline) ==
        Lines{"parent: one", "child-1: one", "child-1: two", "parent: two"});
  // Nine acts, eight pauses of at least five milliseconds between them.
  CHECK(*run.timeline.events.back().t >= std::chrono::milliseconds(40));
}

TEST_CASE("a wait for somebody who never comes is told as soon as nobody can go on") {
  support::NothingLeft nothing_left;
  support::Follower follower;
  const auto run = support::run_held(
      [] {
        // A process cannot wait for its sibling: ECHILD.
        const pid_t first = mp::fork();
        if (first == 0) return;
        if (mp::fork() == 0) {
          mp::wait_for(first);
          return;
        }
        mp::wait_for(first);
      },
      follower);
  CHECK(support::broken_laws(run.timeline) == Lines{});
  const auto output = support::of_kind(run.timeline, probe::Kind::output);
  REQUIRE(output.size() == 1);
  CHECK_THAT(output[0].act.text, ContainsSubstring("Process child-2: std::system_error"));
}
