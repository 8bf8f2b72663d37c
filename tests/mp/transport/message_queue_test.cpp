#include "core/mp/transport/message_queue.hpp"

#include <deque>
#include <fstream>

#include "core/mp/error.hpp"
#include "core/os/sync/robust_mutex.hpp"
#include "tests/mp/children.hpp"
#include "tests/support/nothing_left.hpp"

namespace {

void push(mp::MessageQueue& queue, const std::string& message) {
  while (!queue.try_push(message)) queue.wait_for_room(std::nullopt, message.size());
}

std::string pop(mp::MessageQueue& queue) {
  std::string message;
  while (!queue.try_pop(message)) queue.wait_for_message(std::nullopt);
  return message;
}

}  // namespace

TEST_CASE("a message queue gives messages back as they came, whatever their sizes and its own") {
  std::mt19937 random(7);
  const auto up_to = [&](std::size_t most) {
    return std::uniform_int_distribution<std::size_t>(0, most)(random);
  };
  // Of two blocks and more, and messages of a few bytes and of several blocks.
  constexpr std::size_t kBlock = mp::Blocks::kSize;
  for (const auto& [bytes, most] : {std::pair(2 * kBlock, 300ul),
                                    {2 * kBlock, kBlock - 8},
                                    {5 * kBlock, kBlock},
                                    {40 * kBlock, 9 * kBlock}}) {
    mp::MessageQueue queue(mp::MessageQueue::kUnbounded, bytes);
    std::deque<std::string> expected;
    std::string message;
    for (int step = 0; step < 20'000; ++step) {
      if (up_to(1) == 0) {
        const std::string next(up_to(most), static_cast<char>('a' + step % 26));
        if (queue.try_push(next)) expected.push_back(next);
      } else if (queue.try_pop(message)) {
        REQUIRE(message == expected.front());
        expected.pop_front();
      } else {
        REQUIRE(expected.empty());
      }
      REQUIRE(queue.size() == expected.size());
    }
  }
}

TEST_CASE("a message queue refuses what it could never hold, and a capacity of nothing") {
  constexpr std::size_t kBlock = mp::Blocks::kSize;
  mp::MessageQueue queue(mp::MessageQueue::kUnbounded, 4 * kBlock);
  CHECK_THROWS_AS(queue.try_push(std::string(3 * kBlock - 7, 'x')), mp::Error);
  const std::string largest(3 * kBlock - 8, 'x');
  std::string message;
  // Wherever the messages before it have left the ends.
  for (int i = 0; i < 20; ++i) {
    REQUIRE(queue.try_push(std::string(static_cast<std::size_t>(i) * 3000, 'y')));
    REQUIRE(queue.try_pop(message));
    REQUIRE(queue.try_push(largest));
    REQUIRE_FALSE(queue.try_push(largest));
    REQUIRE(queue.try_pop(message));
    REQUIRE(message == largest);
  }
  CHECK_THROWS_AS(mp::MessageQueue(0), mp::Error);
  CHECK_THROWS_AS(mp::MessageQueue(1, kBlock), mp::Error);
}

/// The shared memory that is in use, in MiB, from /proc/self/status.
long shared_mebibytes() {
  std::ifstream file("/proc/self/status");
  for (std::string word; file >> word;) {
    if (word != "RssShmem:") continue;
    long kibibytes = 0;
    file >> kibibytes;
    return kibibytes / 1024;
  }
  return 0;
}

/// Fills a queue with 40 MiB and empties it; returns the memory that it still
/// takes.
long mebibytes_after_a_crowd(mp::MessageQueue& queue) {
  const long before = shared_mebibytes();
  const std::string message(100'000, 'x');
  for (int i = 0; i < 400; ++i) REQUIRE(queue.try_push(message));
  CHECK(shared_mebibytes() - before >= 20);
  std::string popped;
  while (queue.try_pop(popped)) REQUIRE(popped == message);
  return shared_mebibytes() - before;
}

TEST_CASE("a message queue that is never empty gives the memory back that it has read") {
  const long before = shared_mebibytes();
  mp::MessageQueue queue(mp::MessageQueue::kUnbounded, std::size_t{64} << 20);
  const std::string block(1 << 20, 'x');
  std::string message;
  for (int i = 0; i < 4; ++i) REQUIRE(queue.try_push(block));
  // Through all its memory several times, with four messages in it all the time.
  for (int i = 0; i < 300; ++i) {
    const std::string next = block + std::to_string(i);
    REQUIRE(queue.try_push(next));
    REQUIRE(queue.try_pop(message));
    if (i >= 4) REQUIRE(message == block + std::to_string(i - 4));
  }
  CHECK(queue.size() == 4);
  CHECK(shared_mebibytes() - before < 40);
}

TEST_CASE("a message queue that was full gives the memory back when it is empty") {
  mp::MessageQueue queue;
  for (int round = 0; round < 3; ++round) CHECK(mebibytes_after_a_crowd(queue) < 20);
}

TEST_CASE("a closed message queue refuses to push, gives what it has, and then ends") {
  mp::MessageQueue queue;
  queue.try_push("last");
  queue.close();
  queue.close();
  CHECK(queue.is_closed());
  CHECK_THROWS_AS(queue.try_push("more"), mp::Closed);
  std::string message;
  CHECK(queue.try_pop(message));
  CHECK(message == "last");
  CHECK_THROWS_AS(queue.try_pop(message), mp::Closed);
}

TEST_CASE("closing a message queue wakes those who wait at either end") {
  support::NothingLeft nothing_left;
  mp::MessageQueue empty, full(1);
  full.try_push("x");
  const auto until_closed = [](auto wait) {
    try {
      for (;;) wait();
    } catch (const mp::Closed&) {
    }
  };
  const std::vector<pid_t> children = {
      support::child_that([&] { until_closed([&] { pop(empty); }); }),
      support::child_that([&] { until_closed([&] { push(full, "y"); }); })};
  empty.close();
  full.close();
  CHECK(support::end_well(children));
}

TEST_CASE("who is stopped in the middle of a push does not hold up those with a limit") {
  support::NothingLeft nothing_left;
  support::Shared<os::RobustMutex> mutex;
  support::Shared<std::atomic<bool>> locked;
  const pid_t child = support::child_that([&] {
    mutex->lock();
    *locked = true;
    ::raise(SIGSTOP);
  });
  REQUIRE(support::eventually([&] { return os::state_of(child)->state == 'T'; }));
  CHECK(mutex->lock(os::now() + std::chrono::milliseconds(50)) == os::RobustMutex::Taken::no);
  support::kill_now(child);
  CHECK(mutex->lock() == os::RobustMutex::Taken::from_the_dead);
  mutex->unlock();
  CHECK(mutex->try_lock() == os::RobustMutex::Taken::yes);
  mutex->unlock();
}

namespace {

/// Two producers and two consumers; one of them is killed while they are busy.
class Busy {
 public:
  static constexpr long kMost = 100'000;  // messages of a producer

  explicit Busy(std::size_t capacity) : queue_(capacity, std::size_t{1} << 20) {
    for (long who = 0; who < 2; ++who) {
      producers_.push_back(support::child_that([this, who] { produce(who); }));
      consumers_.push_back(support::child_that([this] { consume(); }));
    }
  }

  void kill_one(std::mt19937& random) {
    REQUIRE(support::random_progress(facts_->taken, random, 500));
    const bool producer = random() % 2 == 0;
    auto& victims = producer ? producers_ : consumers_;
    const std::size_t who = random() % 2;
    support::kill_now(victims[who]);
    victims.erase(victims.begin() + static_cast<std::ptrdiff_t>(who));
    consumer_died_ = !producer;
    producer_died_ = producer ? static_cast<long>(who) : -1;
    const long before = facts_->taken;
    CHECK(support::eventually([&] { return facts_->taken >= before + 200; }, 1));
  }

  void finish() {
    facts_->stop = true;
    CHECK(support::end_well(producers_));
    queue_.close();
    CHECK(support::end_well(consumers_));
    CHECK_FALSE(facts_->torn);
    long lost = 0, twice = 0;
    for (long who = 0; who < 2; ++who) {
      for (long n = 0; n < kMost; ++n) {
        const int seen = facts_->seen[who][n];
        twice += seen > 1;
        lost += seen == 0 && n < facts_->pushed[who];
        // What its producer never finished is there whole or not at all.
        if (who != producer_died_) twice += seen > 0 && n >= facts_->pushed[who];
      }
    }
    CHECK(twice == 0);
    CHECK(lost <= (consumer_died_ ? 1 : 0));
  }

 private:
  struct Facts {
    std::atomic<bool> stop, torn;
    std::atomic<long> taken;
    std::atomic<long> pushed[2];
    std::atomic<unsigned char> seen[2][kMost];
  };

  static std::string text_of(long who, long n) {
    const auto filler = static_cast<std::size_t>(n * 37 % 300);
    return std::to_string(who) + ' ' + std::to_string(n) + ' ' +
           std::string(filler, static_cast<char>('a' + n % 26));
  }

  void produce(long who) {
    for (long n = 0; n < kMost && !facts_->stop; ++n) {
      push(queue_, text_of(who, n));
      facts_->pushed[who] = n + 1;
    }
  }

  void consume() {
    try {
      for (;;) {
        const std::string message = pop(queue_);
        const long who = message[0] - '0';
        const long n = std::atol(message.c_str() + 2);
        if (message != text_of(who, n)) facts_->torn = true;
        ++facts_->seen[who][n];
        ++facts_->taken;
      }
    } catch (const mp::Closed&) {
    }
  }

  support::Shared<Facts> facts_;
  mp::MessageQueue queue_;
  std::vector<pid_t> producers_, consumers_;
  bool consumer_died_ = false;
  long producer_died_ = -1;
};

}  // namespace

TEST_CASE("a producer or a consumer killed at any instant leaves the others working") {
  support::NothingLeft nothing_left;
  std::mt19937 random(1);
  for (int round = 0; round < 30; ++round) {
    const std::size_t capacity = round % 3 == 0   ? 1
                                 : round % 3 == 1 ? 20
                                                  : mp::MessageQueue::kUnbounded;
    Busy busy(capacity);
    busy.kill_one(random);
    busy.finish();
  }
}
