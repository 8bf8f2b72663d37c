#include "app/session/silent_effect.hpp"

#include <chrono>

#include "tests/app/mpdemo.hpp"
#include "tests/support/terminal/tmux.hpp"

// The effect of a key that causes no event.

namespace {

using namespace tests;
using namespace std::chrono_literals;
using choice::Point;
using choice::Role;
using choice::Standing;
using support::Tmux;

const app::Wording& english() {
  return app::wording(app::Language::english);
}

/// The first process of a point, called ann, and a second one, called ben.
Role process_at(int number, Standing standing, probe::Kind next,
                std::optional<os::Stamp> until = {}) {
  Role role;
  role.number = number;
  role.pid = 100 + number;
  role.name = number == 1 ? "ann" : "ben";
  role.standing = standing;
  role.next.kind = next;
  if (next == probe::Kind::get) role.next.object = probe::ObjectRef::parse("queue-1");
  role.until = until;
  role.gives_up = until.has_value();
  role.may_act = standing == Standing::ready || until.has_value();
  return role;
}

Point point_with(std::vector<Role> roles) {
  Point point;
  point.roles = std::move(roles);
  return point;
}

std::string stepping(const std::string& demo) {
  return fmt::format("{} {} --step --quiz off --ids stable --time none; echo status $?", kMpdemo,
                     demo);
}

}  // namespace

TEST_CASE("What the run tells needs no other word") {
  app::SilentEffect effect;
  const Point before = point_with({process_at(1, Standing::ready, probe::Kind::print)});
  CHECK_FALSE(effect.at(before, english(), true));
  effect.choose(before, 0);
  effect.on_event();
  CHECK_FALSE(effect.at(before, english(), true));
  effect.choose(before, 0);
  effect.forget();
  CHECK_FALSE(effect.at(before, english(), true));
  // No process can act: the reader ends the run.
  effect.choose(point_with({process_at(1, Standing::blocked, probe::Kind::get)}), 1);
  CHECK_FALSE(effect.at(before, english(), true));
}

TEST_CASE("A process that tries again and still waits has a sentence and a row, each time") {
  app::SilentEffect effect;
  const Point tries = point_with({process_at(1, Standing::ready, probe::Kind::get)});
  const Point waits = point_with({process_at(1, Standing::blocked, probe::Kind::get)});
  for (int turn = 0; turn < 2; ++turn) {
    effect.choose(tries, 0);
    const auto unseen = effect.at(waits, english(), true);
    REQUIRE(unseen);
    CHECK(unseen->sentence == "ann 101 has tried again, and still waits.");
    REQUIRE(unseen->act);
    CHECK(unseen->act->kind == probe::Kind::block);
    CHECK(unseen->act->object == probe::ObjectRef::parse("queue-1"));
  }
}

TEST_CASE("A sleeper that is chosen before its time wakes early, which is explained once") {
  app::SilentEffect effect;
  const Role awake = process_at(1, Standing::ready, probe::Kind::print);
  const Role sleeper = process_at(1, Standing::asleep, probe::Kind::sleep, os::Stamp(2s));
  const Role later = process_at(2, Standing::asleep, probe::Kind::sleep, os::Stamp(3s));
  const auto told = [&](const Point& chosen) {
    effect.choose(chosen, 0);
    const auto unseen = effect.at(point_with({awake}), english(), false);
    REQUIRE(unseen);
    CHECK(unseen->act->kind == probe::Kind::wake);
    return unseen->sentence;
  };
  // In time: the other one wakes later, or cannot act before.
  CHECK(told(point_with({sleeper, later})) == "ann wakes up.");
  CHECK(told(point_with({sleeper, process_at(2, Standing::blocked, probe::Kind::get)})) ==
        "ann wakes up.");
  // Its time came while others were chosen.
  const Role due = process_at(1, Standing::ready, probe::Kind::sleep, os::Stamp(2s));
  CHECK(told(point_with({due, process_at(2, Standing::ready, probe::Kind::print)})) ==
        "ann wakes up.");
  const Point early = point_with({sleeper, process_at(2, Standing::ready, probe::Kind::print)});
  CHECK(told(early) == "ann wakes early: sleeps take no real time here.");
  CHECK(told(early) == "ann wakes up.");
}

TEST_CASE("On the full screen each key that lets a process act adds a row") {
  const support::NothingLeft nothing_left;
  const Tmux tmux(80, 24, stepping("queue --demo handover"));
  tmux.expect("Enter next");
  tmux.press_often(6, "Enter");
  CHECK_THAT(tmux.expect(" 6 acts"), ContainsSubstring("sleeps for 2 s more"));
  tmux.press({"1"});
  const std::string woken = tmux.expect("child-1 wakes early: sleeps take no real time here.");
  CHECK_THAT(woken, ContainsSubstring("├ wakes up"));
  // It is restored in the repeated run, and removed with its choice.
  tmux.press({"Enter", "b"});
  CHECK_THAT(tmux.expect("back at act 8"), ContainsSubstring("├ wakes up"));
  tmux.press({"b"});
  CHECK_THAT(tmux.expect("back at act 7"), !ContainsSubstring("├ wakes up"));
  tmux.press({"1"});
  CHECK_THAT(tmux.expect(" 7 acts"), ContainsSubstring("child-1 wakes up."));
  tmux.press({"q"});
  tmux.expect("status 0");
}

TEST_CASE("A process that tries again and still waits is seen to do so") {
  const support::NothingLeft nothing_left;
  for (const int columns : {80, 60}) {
    const Tmux tmux(columns, 24, stepping("pool --demo five"));
    tmux.expect(columns == 80 ? "Enter next" : " b c q]");
    tmux.press_often(13, "Enter");
    tmux.expect("is about to get from pool");
    tmux.press({"Enter"});
    tmux.expect("parent has tried again, and still waits.");
    tmux.press({"q"});
    tmux.expect("status 0");
  }
}

TEST_CASE("Where names stand for PIDs that were printed it is said once") {
  const support::NothingLeft nothing_left;
  const std::string sentence = "Printed PIDs are replaced by the names of their processes.";
  const Arguments both = {"fork", "--quiz", "off", "--auto", "--ids", "stable", "--format", "text"};
  CHECK(times(sentence, mpdemo(both, support::on_terminal()).output) == 1);
  // A script has asked for it, and gets only its data.
  CHECK(times(sentence, mpdemo(both).output) == 0);
  const Finished outcomes = mpdemo({"fork", "--demo", "basic", "--outcomes", "--runs", "0"});
  CHECK_THAT(outcomes.output, ContainsSubstring("I am process parent"));
  CHECK(times("replaced by the names", outcomes.output) == 1);
  const Finished none = mpdemo({"shared", "--demo", "deadlock", "--outcomes", "--runs", "0"});
  CHECK(times("replaced by the names", none.output) == 0);
  const Tmux tmux(80, 24, stepping("fork"));
  tmux.expect("Enter next");
  for (const char* last : {"Enter goes on to fork/variables", "Enter goes on to fork/tree",
                           "Enter goes on to fork/doubled", "Enter goes on to fork/flushed",
                           "Enter ends the session"}) {
    tmux.press({"g", "+", "+", "+", "+", "+", "+"});
    tmux.expect(last);
    tmux.press({"Enter"});
  }
  tmux.expect("status 0");
  CHECK(times("Printed PIDs are replaced", tmux.scrollback()) == 1);
}
