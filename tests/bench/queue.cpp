#include "core/mp/queue.hpp"

#include "core/mp/error.hpp"
#include "tests/bench/pass.hpp"

// The time of a message through an mp::Queue, and the time to wake a sleeping
// reader.

namespace {

struct OurQueue {
  void put(const std::string& message) { queue.put(message); }
  void take_all() {
    try {
      for (;;) queue.get();
    } catch (const mp::Closed&) {
    }
  }
  void end(long) { queue.close(); }

  mp::Queue<std::string> queue;
};

double pass(const bench::Numbers& numbers) {
  OurQueue queue{mp::Queue<std::string>(bench::kPlaces)};
  return bench::pass(queue, numbers);
}

/// Without a capacity: producers run far ahead.
double pass_unbounded(const bench::Numbers& numbers) {
  OurQueue queue{mp::Queue<std::string>()};
  return bench::pass(queue, numbers);
}

/// From a put while the reader sleeps to the reader's get: half a round trip
/// between two sleeping processes.
double wake(const bench::Numbers& numbers) {
  const long rounds = numbers[0];
  mp::Queue<int> there, back;
  bench::Children answerer;
  bench::use_cpu(0);
  answerer.add([&] {
    bench::use_cpu(1);
    for (long i = 0; i < rounds; ++i) back.put(there.get());
  });
  answerer.go();
  const double taken = bench::seconds_of([&] {
    for (long i = 0; i < rounds; ++i) {
      there.put(0);
      back.get();
    }
  });
  answerer.join(1);
  return taken / static_cast<double>(rounds) / 2;
}

}  // namespace

int main(int argc, char** argv) {
  return bench::run(argc, argv,
                    {{"pass", bench::kPassNumbers, pass},
                     {"pass_unbounded", bench::kPassNumbers, pass_unbounded},
                     {"wake", "ROUNDS", wake}});
}
