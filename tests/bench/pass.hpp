#pragma once

#include <string>
#include <string_view>

#include "tests/bench/measure.hpp"

namespace bench {

/// The capacity of a bounded queue: large enough that producers seldom sleep,
/// and the same for all, as a backlog beyond the caches costs more than any
/// lock.
constexpr std::size_t kPlaces = 8192;

inline constexpr std::string_view kPassNumbers = "MESSAGES BYTES PRODUCERS CONSUMERS CPUS";

/// Seconds per message from some producers to some consumers, see kPassNumbers.
/// With 2 CPUs the producers are on one and the consumers on the other. Measured
/// from the first message to the end of the last consumer.
///
/// A Queue has put(message); take_all(), which returns at the end of the
/// messages; and end(consumers), which ends them.
template <typename Queue>
double pass(Queue& queue, const Numbers& numbers) {
  const long messages = numbers[0], producers = numbers[2], consumers = numbers[3];
  const long cpus = numbers[4];
  Children children;
  for (long i = 0; i < producers; ++i) {
    // The first producers put one more each if the number is not divisible.
    const long own = messages / producers + (i < messages % producers ? 1 : 0);
    children.add([&queue, &numbers, own] {
      use_cpu(0);
      const std::string message(static_cast<std::size_t>(numbers[1]), 'x');
      for (long n = own; n > 0; --n) queue.put(message);
    });
  }
  for (long i = 0; i < consumers; ++i) {
    children.add([&queue, cpus] {
      use_cpu(cpus - 1);
      queue.take_all();
    });
  }
  const double taken = seconds_of([&] {
    children.go();
    children.join(producers);
    queue.end(consumers);
    children.join(consumers);
  });
  return taken / static_cast<double>(messages);
}

}  // namespace bench
