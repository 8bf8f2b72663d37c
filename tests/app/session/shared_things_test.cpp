#include <fmt/format.h>

#include <deque>

#include "core/view/model/shared_things.hpp"
#include "tests/app/mpdemo.hpp"
#include "tests/support/terminal/tmux.hpp"

// What is in the things that processes share, shown beside the acts.

namespace {

using namespace tests;
using probe::Kind;
using support::Tmux;
using view::SharedThings;
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("In whatever order a queue is used, it has what was put and not yet got") {
  const support::NothingLeft nothing_left;
  for (int seed = 1; seed <= 5; ++seed) {
    CAPTURE(seed);
    const record::Timeline run = lawful_run_in(
        mpdemo({"queue", "handover", "--seed", std::to_string(seed), "--format", "jsonl"}).output);
    SharedThings things(view::Language::english, true);
    things.begin(run.run);
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
      const bool is_told = change.empty() ? things.others(true) == Texts{now}
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
