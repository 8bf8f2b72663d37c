#include <fmt/core.h>

#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "core/mp/error.hpp"
#include "core/mp/queue.hpp"
#include "core/mp/ring.hpp"
#include "core/os/clock.hpp"
#include "core/os/process.hpp"

// How many messages a second go from so many producers to as many consumers,
// and how long a reader asleep takes to answer. Prints one line of JSON.
//
//     bench_queue [MESSAGES [BYTES [PRODUCERS CONSUMERS [CAPACITY]]]]

namespace {

struct Load {
  long messages = 2'000'000;
  std::size_t bytes = 64;
  int producers = 1;
  int consumers = 1;
  std::size_t capacity = mp::Ring::kUnbounded;
};

pid_t start(const std::function<void()>& body) {
  const pid_t child = os::fork();
  if (child != 0) return child;
  body();
  os::exit_now(0);
}

void join(const std::vector<pid_t>& children) {
  for (const pid_t child : children) {
    os::await_end(child);
    os::try_reap(child);
  }
}

/// Messages a second, from the first fork to the last reap. `put(item)` and
/// `get()`, which throws Closed at the end, are done by the children.
template <typename Put, typename Get, typename Close>
double rate(const Load& load, Put put, Get get, Close close) {
  const os::Stamp from = os::now();
  std::vector<pid_t> producers, consumers;
  for (int i = 0; i < load.producers; ++i) {
    producers.push_back(start([&] {
      const std::string item(load.bytes, 'x');
      for (long n = load.messages / load.producers; n > 0; --n) put(item);
    }));
  }
  for (int i = 0; i < load.consumers; ++i) {
    consumers.push_back(start([&] {
      try {
        for (;;) get();
      } catch (const mp::Closed&) {
      }
    }));
  }
  join(producers);
  close();
  join(consumers);
  return static_cast<double>(load.messages) * 1e9 / static_cast<double>((os::now() - from).count());
}

double ring_rate(const Load& load) {
  mp::Ring ring(load.capacity);
  std::string message;
  return rate(
      load,
      [&](const std::string& item) {
        while (!ring.try_push(item)) ring.wait_for_room(std::nullopt, item.size());
      },
      [&] {
        while (!ring.try_pop(message)) ring.wait_for_message(std::nullopt);
      },
      [&] { ring.close(); });
}

double queue_rate(const Load& load) {
  mp::Queue<std::string> queue(load.capacity);
  return rate(
      load, [&](const std::string& item) { queue.put(item); }, [&] { queue.get(); },
      [&] { queue.close(); });
}

/// Microseconds from a put that finds the reader asleep to the reader's get:
/// half of a round trip between two processes that both sleep.
double wake_microseconds() {
  constexpr int kRounds = 5000;
  mp::Queue<int> there, back;
  const pid_t child = start([&] {
    for (int i = 0; i < kRounds; ++i) back.put(there.get());
  });
  const os::Stamp from = os::now();
  for (int i = 0; i < kRounds; ++i) {
    there.put(i);
    back.get();
  }
  const auto took = static_cast<double>((os::now() - from).count());
  join({child});
  return took / 1000 / kRounds / 2;
}

}  // namespace

int main(int argc, char** argv) {
  const auto number = [&](int at, long otherwise) {
    return argc > at ? std::strtol(argv[at], nullptr, 10) : otherwise;
  };
  Load load;
  load.messages = number(1, load.messages);
  load.bytes = static_cast<std::size_t>(number(2, 64));
  if (argc > 5) load.capacity = static_cast<std::size_t>(number(5, 0));
  if (argc > 4) {
    load.producers = static_cast<int>(number(3, 1));
    load.consumers = static_cast<int>(number(4, 1));
    fmt::print("{{\"ring\": {:.0f}, \"queue\": {:.0f}}}\n", ring_rate(load), queue_rate(load));
    return 0;
  }
  Load four = load;
  four.producers = four.consumers = 4;
  fmt::print(
      "{{\"ring_1_1\": {:.0f}, \"ring_4_4\": {:.0f}, \"queue_1_1\": {:.0f}, "
      "\"queue_4_4\": {:.0f}, \"wake_us\": {:.1f}}}\n",
      ring_rate(load), ring_rate(four), queue_rate(load), queue_rate(four), wake_microseconds());
}
