#include "app/session/shared_things.hpp"

#include <fmt/format.h>

#include <deque>

#include "core/record/act_text.hpp"
#include "tests/app/mpdemo.hpp"
#include "tests/support/terminal/tmux.hpp"

// What is in the things that processes share, shown beside the acts.

namespace {

using namespace tests;
using app::SharedThings;
using probe::Kind;
using support::Tmux;
using Texts = std::vector<std::string>;

SharedThings things_of(const record::Run& run) {
  SharedThings things(app::wording(app::Language::english), true);
  things.begin(run);
  return things;
}

record::Event done(const std::string& who, Kind kind, const std::string& object,
                   const std::string& value = "") {
  record::Event event;
  event.name = who;
  event.act.kind = kind;
  record::set_object(event.act, object);
  event.act.value = value;
  return event;
}

}  // namespace

TEST_CASE("A Value has what was written last, and the change is told once") {
  SharedThings things = things_of({});
  things.event(done("ann", Kind::put, "value-1", "1"));
  CHECK(things.change() == "value-1: 1");
  things.event(done("ben", Kind::put, "value-1", "2"));
  CHECK(things.change() == "value-1: 1 -> 2");
  things.event(done("ben", Kind::get, "value-1", "2"));
  CHECK(things.change().empty());
  CHECK(things.others() == Texts{"value-1: 2"});
}

TEST_CASE(
    "A lock is held by who has locked it, and of one whose holder has ended nothing is known") {
  SharedThings things = things_of({});
  things.event(done("ann", Kind::lock, "lock-1"));
  CHECK(things.change() == "lock-1: free -> held by ann");
  things.event(done("ben", Kind::lock, "lock-2"));
  CHECK(things.others() == Texts{"lock-1: held by ann"});
  things.event(done("ben", Kind::block, "lock-1"));
  CHECK(things.change() == "lock-2: free -> held by ben");
  things.event(done("ann", Kind::unlock, "lock-1"));
  CHECK(things.change() == "lock-1: held by ann -> free");
  things.event(done("ben", Kind::signal, ""));
  CHECK(things.change().empty());
  CHECK(things.others() == Texts{"lock-1: free"});
}

TEST_CASE("What is taken and was never seen to come makes a queue unknown") {
  SharedThings things = things_of({});
  things.event(done("ann", Kind::get, "queue-1", "tea"));
  CHECK(things.change().empty());
  CHECK(things.others().empty());
}

TEST_CASE("Of a program's pipe the bytes are counted") {
  record::Run run;
  run.lesson = "trace";
  SharedThings things = things_of(run);
  things.event(done("ann", Kind::send, "pipe-1", "5 bytes"));
  CHECK(things.change() == "pipe-1: empty -> 5 bytes");
  things.event(done("ben", Kind::recv, "pipe-1", "2 bytes"));
  CHECK(things.change() == "pipe-1: 5 bytes -> 3 bytes");
}

TEST_CASE("In whatever order a queue is used, it has what was put and not yet got") {
  const support::NothingLeft nothing_left;
  for (int seed = 1; seed <= 5; ++seed) {
    CAPTURE(seed);
    const record::Timeline run = lawful_run_in(
        mpdemo({"queue", "handover", "--seed", std::to_string(seed), "--format", "jsonl"}).output);
    SharedThings things = things_of(run.run);
    std::deque<std::string> model;
    bool is_used = false;
    for (const record::Event& event : run.events) {
      things.event(event);
      if (event.act.object.type != probe::ObjectType::queue) continue;
      is_used = is_used || event.act.kind == Kind::put || event.act.kind == Kind::get;
      if (event.act.kind == Kind::put) model.push_back(event.act.value);
      if (event.act.kind == Kind::get) model.pop_front();
      if (!is_used) continue;
      const std::string now =
          "queue: " + (model.empty() ? "empty" : fmt::format("{}", fmt::join(model, ", ")));
      const std::string change = things.change();
      const bool is_told = change.empty() ? things.others() == Texts{now}
                                          : change.ends_with(now.substr(now.find(' ')));
      CAPTURE(now, change);
      CHECK(is_told);
    }
    CHECK(is_used);
  }
}

TEST_CASE("The full screen shows it above the lanes") {
  const support::NothingLeft nothing_left;
  for (const auto& [columns, rows] : {std::pair(80, 24), std::pair(70, 20), std::pair(130, 36)}) {
    const Tmux tmux(columns, rows,
                    kMpdemo +
                        " shared deadlock --step --quiz off --schedule 1x3.2x2.3x2; "
                        "echo status $?");
    tmux.expect("Enter next");
    tmux.press_often(4, "Enter");
    tmux.expect(" pencil: free → held by ann ");
    tmux.press_often(2, "Enter");
    CHECK_THAT(tmux.expect_settled(" ruler: free → held by ben "),
               ContainsSubstring(" pencil: held by ann "));
    tmux.press({"b"});
    CHECK(tmux.expect_settled("back at act").find("held by ben") == std::string::npos);
    tmux.press({"q"});
    tmux.expect("status 0");
  }
}
