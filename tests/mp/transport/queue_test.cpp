#include "core/mp/queue.hpp"

#include <map>
#include <set>

#include "core/mp/error.hpp"
#include "core/mp/fork.hpp"
#include "core/mp/say.hpp"
#include "tests/mp/children.hpp"
#include "tests/mp/tasks.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/laws.hpp"

using namespace std::chrono_literals;
using support::Picky;
using support::seconds_of;

/// Says how large it is, and has one byte.
struct Claimed {
  std::size_t size;
};

template <>
struct mp::Codec<Claimed> {
  static void write(Writer& to, const Claimed& claimed) { to.bytes("", claimed.size); }
  static Claimed read(Reader& from) { return {from.bytes(1).size()}; }
};

TEST_CASE("Q01: a full queue refuses at once, or after the limit") {
  mp::Queue<int> queue(6);
  queue.put(1);
  CHECK(queue.try_put(2));
  CHECK(queue.put_for(3, 1s));
  CHECK(queue.put_for(4, 0s));
  CHECK(queue.put_for(5, -1s));
  queue.put(6);
  CHECK(queue.full());
  CHECK(seconds_of([&] { CHECK_FALSE(queue.try_put(7)); }) < 0.1);
  CHECK(seconds_of([&] { CHECK_FALSE(queue.put_for(7, 0s)); }) < 0.1);
  CHECK(seconds_of([&] { CHECK_FALSE(queue.put_for(7, -1s)); }) < 0.1);
  const double waited = seconds_of([&] { CHECK_FALSE(queue.put_for(7, 300ms)); });
  CHECK(waited >= 0.3);
  CHECK(waited < 0.6);
  CHECK(queue.size() == 6);
}

TEST_CASE("Q02: an empty queue says so at once, or after the limit") {
  mp::Queue<std::string> queue;
  for (const char* text : {"a", "b", "c", "d"}) queue.put(text);
  CHECK(queue.get() == "a");
  CHECK(queue.try_get() == "b");
  CHECK(queue.get_for(1s) == "c");
  CHECK(queue.get_for(-1s) == "d");
  CHECK(seconds_of([&] { CHECK_FALSE(queue.try_get()); }) < 0.1);
  CHECK(seconds_of([&] { CHECK_FALSE(queue.get_for(0s)); }) < 0.1);
  CHECK(seconds_of([&] { CHECK_FALSE(queue.get_for(-1s)); }) < 0.1);
  using Seconds = std::chrono::duration<double>;
  const double waited = seconds_of([&] { CHECK_FALSE(queue.get_for(Seconds(0.2))); });
  CHECK(waited >= 0.2);
  CHECK(waited < 0.5);
}

TEST_CASE("Q03: size, empty and full count what is in the queue") {
  mp::Queue<int> queue(2);
  CHECK(queue.empty());
  std::vector<std::size_t> sizes{queue.size()};
  queue.put(1), sizes.push_back(queue.size());
  CHECK_FALSE(queue.full());
  queue.put(2), sizes.push_back(queue.size());
  CHECK(queue.full());
  queue.get(), sizes.push_back(queue.size());
  queue.get(), sizes.push_back(queue.size());
  CHECK(sizes == std::vector<std::size_t>{0, 1, 2, 1, 0});
  CHECK(queue.empty());
  mp::Queue<int> unbounded;
  unbounded.put(1);
  CHECK_FALSE(unbounded.full());
  CHECK_THROWS_AS(mp::Queue<int>(0), mp::Error);
}

TEST_CASE("Q04: of three producers everything arrives, each one's in its own order") {
  support::NothingLeft nothing_left;
  mp::Queue<std::pair<int, int>> queue(100);
  std::vector<pid_t> producers;
  for (int who = 0; who < 3; ++who) {
    producers.push_back(support::child_that([&queue, who] {
      for (int n = 0; n < 2000; ++n) queue.put({who, n});
    }));
  }
  std::map<int, int> next;
  for (int i = 0; i < 6000; ++i) {
    const auto item = queue.get_for(5s);
    REQUIRE(item);
    REQUIRE(item->second == next[item->first]++);
  }
  CHECK_FALSE(queue.try_get());
  CHECK(support::end_well(producers));
}

TEST_CASE("Q05: what was put before the fork is there once") {
  support::NothingLeft nothing_left;
  mp::Queue<int> queue;
  for (int i = 0; i < 10; ++i) queue.put(i);
  CHECK(support::ends_well(support::child_that([&] {
    for (int i = 10; i < 20; ++i) queue.put(i);
  })));
  for (int i = 0; i < 20; ++i) CHECK(queue.get_for(5s) == i);
  CHECK_FALSE(queue.try_get());
}

TEST_CASE("Q12: a closed queue refuses to put, and gives what it has, and twice is fine") {
  support::NothingLeft nothing_left;
  mp::Queue<int> queue;
  queue.put(1);
  queue.close();
  queue.close();
  CHECK_THROWS_AS(queue.put(2), mp::Closed);
  CHECK_THROWS_AS(queue.try_put(2), mp::Closed);
  CHECK_THROWS_WITH(queue.put_for(2, 1s), ContainsSubstring("is closed"));
  CHECK_FALSE(queue.empty());
  CHECK(queue.get() == 1);
  CHECK_THROWS_AS(queue.get(), mp::Closed);
  CHECK_THROWS_AS(queue.try_get(), mp::Closed);
  CHECK_THROWS_WITH(queue.get_for(1s), ContainsSubstring("closed"));
  CHECK(queue.empty());
}

TEST_CASE("Q12: closing tells a process that waits in get") {
  support::NothingLeft nothing_left;
  mp::Queue<int> queue;
  const pid_t reader = support::child_that([&] {
    try {
      queue.get();
    } catch (const mp::Closed&) {
      return;
    }
    throw mp::Error("there was nothing to get");
  });
  queue.close();
  CHECK(support::ends_well(reader));
}

TEST_CASE("Q15: a reader loops until a sentinel and loses nothing") {
  support::NothingLeft nothing_left;
  mp::Queue<std::optional<std::string>> queue;
  mp::Queue<std::vector<std::string>> answer;
  const pid_t reader = support::child_that([&] {
    std::vector<std::string> names;
    while (const auto name = queue.get()) names.push_back(*name);
    answer.put(names);
  });
  for (const char* name : {"Yi_Zhi_Yu", "Tony", "San"}) queue.put(name);
  queue.put(std::nullopt);
  CHECK(answer.get_for(5s) == std::vector<std::string>{"Yi_Zhi_Yu", "Tony", "San"});
  CHECK(support::ends_well(reader));
}

TEST_CASE("a value that cannot be sent is an error of its put, and takes no place") {
  mp::Queue<Picky> queue(1);
  for (int i = 0; i < 3; ++i)
    CHECK_THROWS_WITH(queue.put(Picky{-1}), "a Picky below zero cannot be sent");
  CHECK(queue.empty());
  CHECK(queue.try_put(Picky{4}));
  CHECK(queue.get().value == 4);
  CHECK_FALSE(queue.try_get());
}

TEST_CASE("a queue can be given to a process that a child starts, and lives as long as the last") {
  support::NothingLeft nothing_left;
  mp::Queue<int> answers;
  {
    mp::Queue<int> numbers;
    const pid_t child = support::child_that([&] {
      const pid_t grandchild = support::child_that([&] { answers.put(numbers.get() + 1); });
      if (!support::ends_well(grandchild)) throw mp::Error("the grandchild failed");
    });
    numbers.put(41);
    CHECK(answers.get_for(5s) == 42);
    CHECK(support::ends_well(child));
  }
  // Here a queue ends before those who wait for it have got anything.
  auto numbers = std::make_unique<mp::Queue<int>>();
  numbers->put(1);
  const pid_t reader = support::child_that([&] { answers.put(numbers->get()); });
  numbers.reset();
  CHECK(answers.get_for(5s) == 1);
  CHECK(support::ends_well(reader));
}

TEST_CASE("a message of 64 MiB arrives, and many of them one after the other") {
  support::NothingLeft nothing_left;
  mp::Queue<std::string> queue;
  const std::size_t size = std::size_t{64} << 20;
  const pid_t writer = support::child_that([&] {
    for (int i = 0; i < 3; ++i) queue.put(std::string(size, static_cast<char>('a' + i)));
  });
  for (int i = 0; i < 3; ++i) {
    const auto message = queue.get_for(5s);
    REQUIRE(message);
    CHECK(message->size() == size);
    CHECK(message->find_first_not_of(static_cast<char>('a' + i)) == std::string::npos);
  }
  CHECK(support::ends_well(writer));
}

TEST_CASE("an unbounded queue takes a backlog without waiting") {
  mp::Queue<int> queue;
  for (int i = 0; i < 200'000; ++i) REQUIRE(queue.try_put(i));
  for (int i = 0; i < 200'000; ++i) REQUIRE(queue.try_get() == i);
}

TEST_CASE("a producer goes on as soon as a slow consumer takes from a small queue") {
  support::NothingLeft nothing_left;
  mp::Queue<int> queue(6);
  for (int i = 0; i < 6; ++i) queue.put(i);
  const pid_t writer = support::child_that([&] { queue.put(6); });
  queue.get();
  CHECK(support::ends_well(writer, 1));
  CHECK(queue.full());
}

TEST_CASE("a put and a get are events with the object and the value, and a get may block") {
  support::NothingLeft nothing_left;
  const auto body = [] {
    mp::Queue<std::string> queue;
    const pid_t child = mp::fork();
    if (child == 0) {
      mp::say("got {}", queue.get());
      return;
    }
    queue.put("Tony");
    mp::wait_for(child);
    queue.get_for(20ms);
  };
  const auto check = [](const support::Staged& run) {
    CHECK(support::broken_laws(run.timeline) == std::vector<std::string>{});
    const auto puts = support::of_kind(run.timeline, probe::Kind::put);
    const auto gets = support::of_kind(run.timeline, probe::Kind::get);
    REQUIRE(puts.size() == 1);
    REQUIRE(gets.size() == 1);
    CHECK(puts[0].act.object.to_string() == "queue-1");
    CHECK(puts[0].act.value == "Tony");
    CHECK(puts[0].act.line > 0);
    CHECK(gets[0].act.object.to_string() == "queue-1");
    CHECK(gets[0].act.value == "Tony");
    CHECK(gets[0].name == "child-1");
    CHECK(support::printed(run.timeline) == std::vector<std::string>{"child-1: got Tony"});
  };
  const auto free = support::run_free(body);
  check(free);
  const auto blocks = support::of_kind(free.timeline, probe::Kind::block);
  REQUIRE_FALSE(blocks.empty());
  CHECK(blocks.back().act.object.to_string() == "queue-1");
  CHECK(support::of_kind(free.timeline, probe::Kind::wake).size() == 1);

  // Held, with the child going first wherever it can.
  support::Follower follower;
  follower.choose = [](const choice::Point& point, std::size_t) {
    choice::Answer answer{choice::Answer::What::act, point.proposed};
    for (std::size_t i = 0; i < point.roles.size(); ++i) {
      const bool ready = point.roles[i].standing == choice::Standing::ready;
      if (ready && point.roles[i].name == "child-1") answer.who = i;
    }
    return answer;
  };
  const auto held = support::run_held(body, follower);
  check(held);
  const auto block = support::of_kind(held.timeline, probe::Kind::block);
  REQUIRE_FALSE(block.empty());
  CHECK(block[0].name == "child-1");
  CHECK(block[0].act.object.to_string() == "queue-1");
}

TEST_CASE("Q: a value that is one byte larger than the queue is refused before it is copied") {
  mp::Queue<Claimed> queue;
  const std::size_t most = mp::MessageQueue().most_in_message();
  if (mp::MessageQueue::usual_bytes() == mp::MessageQueue::kBytes) CHECK(most == 1'073'676'280);
  const std::string limit = std::to_string(most) + " bytes";
  CHECK_THROWS_AS(queue.put({most + 1}), mp::Error);
  CHECK_THROWS_WITH(queue.put({most + 1}), ContainsSubstring(limit));
  CHECK_THROWS_WITH(queue.try_put({most + 1}), ContainsSubstring(limit));
  CHECK_THROWS_WITH(queue.put_for({most + 1}, 1s), ContainsSubstring(limit));
  CHECK(queue.empty());
  queue.put({1});
  CHECK(queue.get().size == 1);
}
