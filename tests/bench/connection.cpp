#include "core/mp/connection.hpp"

#include <string>

#include "tests/bench/measure.hpp"

// The time of a message through an mp::pipe(): a round trip, and in a stream.

namespace {

double round_trip(const bench::Numbers& numbers) {
  const long trips = numbers[0];
  const std::string message(static_cast<std::size_t>(numbers[1]), 'x');
  // Not structured bindings: a lambda cannot capture those with clang 14.
  auto ends = mp::pipe<std::string>();
  auto &here = ends.first, &there = ends.second;
  bench::Children answerer;
  bench::use_cpu(0);
  answerer.add([&] {
    bench::use_cpu(numbers[2] - 1);
    for (long i = 0; i < trips; ++i) there.send(there.recv());
  });
  answerer.go();
  const double taken = bench::seconds_of([&] {
    for (long i = 0; i < trips; ++i) {
      here.send(message);
      here.recv();
    }
  });
  answerer.join(1);
  return taken / static_cast<double>(trips);
}

double stream(const bench::Numbers& numbers) {
  const long messages = numbers[0];
  const std::string message(static_cast<std::size_t>(numbers[1]), 'x');
  auto ends = mp::one_way_pipe<std::string>();
  auto &in = ends.first, &out = ends.second;
  bench::Children sender;
  bench::use_cpu(0);
  sender.add([&] {
    bench::use_cpu(1);
    for (long i = 0; i < messages; ++i) out.send(message);
  });
  sender.go();
  const double taken = bench::seconds_of([&] {
    for (long i = 0; i < messages; ++i) in.recv();
  });
  sender.join(1);
  return taken / static_cast<double>(messages);
}

}  // namespace

int main(int argc, char** argv) {
  return bench::run(
      argc, argv,
      {{"round_trip", "TRIPS BYTES CPUS", round_trip}, {"stream", "MESSAGES BYTES", stream}});
}
