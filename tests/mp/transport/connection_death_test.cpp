#include <signal.h>

#include <atomic>
#include <functional>
#include <random>
#include <utility>

#include "core/mp/connection.hpp"
#include "core/mp/error.hpp"
#include "core/os/clock.hpp"
#include "core/os/memory/shared_memory.hpp"
#include "core/os/process/process.hpp"
#include "core/probe/process_body.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/nothing_left.hpp"

// Two senders and two receivers share the ends of a pipe. Again and again one
// of them is killed at a random instant and replaced; the others must go on.

using namespace std::chrono_literals;

namespace {

/// A message describes the bytes that it must have.
using Message = std::pair<std::uint32_t, std::string>;

Message message_of(std::uint32_t number, std::size_t size) {
  return {number, std::string(size, static_cast<char>(number % 251))};
}

/// What the processes of the test count, in memory that they share.
struct Counts {
  std::atomic<std::uint32_t> sent, received, torn;
};

class Crowd {
 public:
  explicit Crowd(std::size_t size) : memory_(sizeof(Counts)), size_(size) {
    for (std::size_t i = 0; i < kSenders + kReceivers; ++i) children_.push_back(start(i));
  }
  Crowd(const Crowd&) = delete;
  Crowd& operator=(const Crowd&) = delete;
  ~Crowd() {
    for (const pid_t child : children_) end(child);
  }

  Counts& counts() { return *static_cast<Counts*>(memory_.data()); }

  /// Kills one, waits until the others have made progress, replaces it.
  bool survives(std::size_t victim) {
    end(children_[victim]);
    const std::uint32_t before = counts().received;
    const bool goes_on = support::eventually([&] { return counts().received > before + 2; });
    children_[victim] = start(victim);
    return goes_on;
  }

  static constexpr std::size_t kSenders = 2, kReceivers = 2;

 private:
  pid_t start(std::size_t number) {
    const pid_t child = os::fork();
    if (child == 0) {
      probe::run_and_exit([&] { number < kSenders ? send() : receive(); });
    }
    return child;
  }

  static void end(pid_t child) {
    os::send_signal(child, SIGKILL);
    os::await_end(child);
    os::try_reap(child);
  }

  [[noreturn]] void send() {
    for (;;) {
      const std::uint32_t number = counts().sent++;
      // Sizes vary, so that slabs are used again for something shorter.
      ends_.second.send(message_of(number, size_ - number % 100));
    }
  }

  [[noreturn]] void receive() {
    for (;;) {
      const Message got = ends_.first.recv();
      ++(got == message_of(got.first, size_ - got.first % 100) ? counts().received : counts().torn);
    }
  }

  os::SharedMemory memory_;
  std::size_t size_;
  std::pair<mp::Connection<Message>, mp::Connection<Message>> ends_ = mp::one_way_pipe<Message>();
  std::vector<pid_t> children_;
};

void kill_at_random(std::size_t size, int kills) {
  Crowd crowd(size);
  std::mt19937 random(7);
  int survived = 0;
  for (int i = 0; i < kills; ++i) {
    // A random instant: after so many more messages, and a moment.
    const std::uint32_t until = crowd.counts().received + random() % 8;
    REQUIRE(support::eventually([&] { return crowd.counts().received >= until; }));
    const os::Stamp moment = os::now() + std::chrono::nanoseconds(random() % 300'000);
    while (os::now() < moment) {
    }
    survived += crowd.survives(random() % (Crowd::kSenders + Crowd::kReceivers));
  }
  CHECK(survived == kills);
  CHECK(crowd.counts().torn == 0);
  CHECK(crowd.counts().received <= crowd.counts().sent);
}

}  // namespace

TEST_CASE("C09: killed senders and receivers of small messages leave the others working") {
  support::NothingLeft nothing_left;
  kill_at_random(200, 150);
}

TEST_CASE("C12: killed senders and receivers of 1 MiB messages leave the others working") {
  support::NothingLeft nothing_left;
  kill_at_random(1024 * 1024, 100);
}

TEST_CASE("C12: killed senders and receivers of 5 MB messages leave the others working") {
  support::NothingLeft nothing_left;
  kill_at_random(5'000'000, 30);
}

TEST_CASE("C12: a pipe survives more receivers killed with a message than it has slabs") {
  support::NothingLeft nothing_left;
  auto ends = mp::pipe<std::string>();
  auto &a = ends.first, &b = ends.second;
  const std::string text(1'000'000, 'x');
  for (int i = 0; i < 20; ++i) {
    a.send(text);
    const pid_t child = os::fork();
    if (child == 0) {
      mp::MessageMemory memory;
      const mp::Incoming message(memory, b.get());
      os::exit_now(message.arrived() ? 0 : 1);  // without freeing what it holds
    }
    os::await_end(child);
    CHECK(os::try_reap(child)->ok());
    a.send(text);
    CHECK(b.recv() == text);
  }
}
