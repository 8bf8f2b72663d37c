#include "core/mp/wait_any.hpp"

#include "core/mp/connection.hpp"
#include "core/mp/error.hpp"
#include "core/mp/event.hpp"
#include "core/mp/parent.hpp"
#include "core/mp/process.hpp"
#include "core/mp/say.hpp"
#include "tests/mp/children.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/explored.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/laws.hpp"

using namespace std::chrono_literals;
using support::seconds_of;
using Indices = std::vector<std::size_t>;

TEST_CASE("all that are ready are told at once, and nothing is taken") {
  support::NothingLeft nothing_left;
  auto [left, right] = mp::pipe<int>();
  mp::Queue<int> queue;
  mp::Event event;
  mp::Process process{[] {}};
  process.start();
  os::await_end(*process.pid());
  CHECK(mp::wait_any({right, queue, event, process}) == Indices{3});
  left.send(1);
  queue.put(2);
  event.set();
  for (int i = 0; i < 2; ++i)
    CHECK(mp::wait_any({right, queue, event, process}) == Indices{0, 1, 2, 3});
  CHECK(mp::wait_any({process, event, left}) == Indices{0, 1});
  CHECK(right.recv() == 1);
  CHECK(queue.get() == 2);
  process.join();
  event.clear();
  CHECK(mp::wait_any_for({right, queue, event}, 0s) == Indices{});
}

TEST_CASE("one that becomes ready ends the wait, and otherwise the limit does") {
  support::NothingLeft nothing_left;
  auto ends = mp::pipe<int>();
  auto& left = ends.first;
  auto& right = ends.second;
  mp::Queue<int> queue;
  mp::Event event;
  const double waited = seconds_of([&] {
    CHECK(mp::wait_any_for({right, queue, event}, 200ms) == Indices{});
  });
  CHECK(waited >= 0.2);
  CHECK(waited < 0.5);
  CHECK(seconds_of([&] { mp::wait_any_for({right}, -1s); }) < 0.1);
  const auto after_it_waits = [&](const std::function<void()>& act) {
    const pid_t self = ::getpid();
    return support::child_that([&, self] {
      support::eventually([&] { return os::state_of(self)->state == 'S'; });
      act();
    });
  };
  pid_t child = after_it_waits([&] { left.send(1); });
  CHECK(mp::wait_any({queue, right}) == Indices{1});
  CHECK(support::ends_well(child));
  child = after_it_waits([&] { queue.put(1); });
  CHECK(mp::wait_any({queue, event}) == Indices{0});
  CHECK(support::ends_well(child));
  child = after_it_waits([&] { event.set(); });
  CHECK(mp::wait_any({event}) == Indices{0});
  CHECK(support::ends_well(child));
  mp::Process process{[] { ::raise(SIGKILL); }};
  process.start();
  CHECK(mp::wait_any({process}) == Indices{0});
}

TEST_CASE("the end of a pipe, a queue that is closed and a descriptor at its end are ready") {
  support::NothingLeft nothing_left;
  auto [receiver, sender] = mp::one_way_pipe<int>();
  sender.close();
  mp::Queue<int> queue;
  queue.close();
  CHECK(mp::wait_any({receiver, queue, mp::Waitable(receiver.get())}) == Indices{0, 1, 2});
  CHECK_THROWS_AS(receiver.recv(), mp::EndOfFile);
}

TEST_CASE("what can never be ready is refused") {
  support::NothingLeft nothing_left;
  auto [receiver, sender] = mp::one_way_pipe<int>();
  CHECK_THROWS_WITH(mp::wait_any({sender}), ContainsSubstring("write-only"));
  receiver.close();
  CHECK_THROWS_AS(mp::wait_any({receiver}), mp::Closed);
  mp::Process process{[] {}};
  CHECK_THROWS_WITH(mp::wait_any({process}), ContainsSubstring("not started"));
  CHECK_THROWS_WITH(mp::wait_any({}), ContainsSubstring("nothing to wait for"));
}

TEST_CASE("on a stage a wait for any is one for all of them, by name") {
  support::NothingLeft nothing_left;
  support::Follower follower;
  const auto body = [] {
    mp::Queue<int> queue;
    mp::Process worker{[&] { queue.put(1); }};
    worker.start();
    mp::say("{}", mp::wait_any({worker, queue}).size());
    mp::say("{}", mp::wait_any({worker}).size());
    worker.join();
  };
  follower.choose = [](const choice::Point& point, std::size_t) {
    return choice::Answer{choice::Answer::What::act,
                          point.roles[0].may_act ? std::size_t{0} : point.proposed};
  };
  const auto run = support::run_held(body, follower);
  CHECK(support::broken_laws(run.timeline) == std::vector<std::string>{});
  CHECK(run.timeline.end.status == "ok");
  const auto blocks = support::of_kind(run.timeline, probe::Kind::block);
  REQUIRE_FALSE(blocks.empty());
  CHECK(blocks[0].act.object.to_string() == "child-1, queue-1");
  CHECK(support::printed(run.timeline) == std::vector<std::string>{"parent: 1", "parent: 1"});
  const auto stuck = support::run_free([] {
    mp::Event event;
    mp::Queue<int> queue;
    mp::wait_any({event, queue});
  });
  CHECK(stuck.timeline.end.status == "deadlock");
  CHECK_THAT(stuck.timeline.end.reason, ContainsSubstring("waits for event-1, queue-1"));
}

TEST_CASE("every order in which several become ready is an outcome, and no other") {
  support::NothingLeft nothing_left;
  const auto found = support::explored([] {
    mp::Queue<int> first;
    mp::Queue<int> second;
    mp::Process one{[&] { first.put(1); }};
    mp::Process two{[&] { second.put(2); }};
    one.start();
    two.start();
    const auto ready = mp::wait_any({first, second});
    mp::say("{} {}", ready.front(), ready.size());
  });
  CHECK(found.reasons == std::vector<std::string>{});
  CHECK(found.is_complete);
  std::vector<std::string> said;
  for (const auto& [outcome, schedule] : found.schedules) said.push_back(outcome.lines.at(0).text);
  CHECK(said == std::vector<std::string>{"0 1", "0 2", "1 1"});
}
