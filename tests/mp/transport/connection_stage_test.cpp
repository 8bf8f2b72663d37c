#include "core/mp/connection.hpp"
#include "core/mp/error.hpp"
#include "core/mp/fork.hpp"
#include "core/mp/say.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/laws.hpp"

using namespace std::chrono_literals;
using probe::Kind;
using support::of_kind;
using Lines = std::vector<std::string>;

namespace {

/// A child sends three names and closes; its parent receives to the end.
void handover() {
  auto [reader, writer] = mp::one_way_pipe<std::string>();
  const pid_t child = mp::fork();
  if (child == 0) {
    for (const char* name : {"Yi_Zhi_Yu", "Tony", "San"}) writer.send(name);
    writer.close();
    return;
  }
  writer.close();
  try {
    for (;;) mp::say("got {}", reader.recv());
  } catch (const mp::EndOfFile&) {
    mp::say("the end");
  }
  mp::wait_for(child);
}

void check_handover(const record::Timeline& timeline) {
  CHECK(support::broken_laws(timeline) == Lines{});
  CHECK(timeline.end.status == "ok");
  for (const Kind kind : {Kind::send, Kind::recv}) {
    Lines values;
    for (const auto& event : of_kind(timeline, kind)) {
      CHECK(event.act.object.to_string() == "pipe-1");
      CHECK(event.act.line > 0);
      CHECK(event.act.file == "tests/mp/transport/connection_stage_test.cpp");
      values.push_back(event.act.value);
    }
    CHECK(values == Lines{"Yi_Zhi_Yu", "Tony", "San"});
  }
  CHECK(support::printed(timeline) ==
        Lines{"parent: got Yi_Zhi_Yu", "parent: got Tony", "parent: got San", "parent: the end"});
}

}  // namespace

TEST_CASE("C01: on a stage a pipe's acts carry its name, the value and the line") {
  support::NothingLeft nothing_left;
  for (int i = 0; i < 20; ++i) check_handover(support::run_free(handover).timeline);
}

TEST_CASE("C01: held before each act, a pipe does the same") {
  support::NothingLeft nothing_left;
  support::Follower follower;
  check_handover(support::run_held(handover, follower).timeline);
}

TEST_CASE("C01: a duplex pipe keeps the laws, and a wait is told") {
  support::NothingLeft nothing_left;
  const auto run = support::run_free([] {
    auto [here, there] = mp::pipe<std::vector<int>>();
    const pid_t child = mp::fork();
    if (child == 0) {
      there.send(there.recv());
      return;
    }
    here.poll_for(20ms);
    here.send({1, 2, 3});
    here.recv();
    mp::wait_for(child);
  });
  CHECK(support::broken_laws(run.timeline) == Lines{});
  const auto receives = of_kind(run.timeline, Kind::recv);
  REQUIRE(receives.size() == 2);
  CHECK(receives[0].name == "child-1");
  CHECK(receives[0].act.value == "[1, 2, 3]");
  const auto blocks = of_kind(run.timeline, Kind::block);
  REQUIRE_FALSE(blocks.empty());
  CHECK(blocks[0].act.object.to_string() == "pipe-1");
  CHECK_FALSE(of_kind(run.timeline, Kind::wake).empty());
}

TEST_CASE("C07: a poll that fails on a held stage is a look, not a wait") {
  support::NothingLeft nothing_left;
  support::Follower follower;
  const auto run = support::run_held(
      [] {
        auto [here, there] = mp::pipe<int>();
        mp::say("{} {}", here.poll(), here.try_recv().has_value());
        const pid_t child = mp::fork();
        if (child == 0) return there.send(7);
        while (!here.poll_for(1s)) {
        }
        mp::say("{}", here.recv());
        mp::wait_for(child);
      },
      follower);
  CHECK(support::broken_laws(run.timeline) == Lines{});
  CHECK(support::printed(run.timeline) == Lines{"parent: false false", "parent: 7"});
}
