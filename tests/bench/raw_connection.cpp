#include <string>

#include "tests/bench/measure.hpp"
#include "tests/bench/raw_bytes.hpp"

// Peers for pipes: the time of a message of known length through a bare socket
// pair, or through two bare pipes.

namespace {

using bench::RawPair;

/// `out` and `in` are the ends of the asking process, `from` and `to` those of
/// the answering one.
double round_trip(const bench::Numbers& numbers, const os::Fd& out, const os::Fd& in,
                  const os::Fd& from, const os::Fd& to) {
  const long trips = numbers[0];
  std::string message(static_cast<std::size_t>(numbers[1]), 'x');
  bench::Children answerer;
  bench::use_cpu(0);
  answerer.add([&] {
    bench::use_cpu(numbers[2] - 1);
    for (long i = 0; i < trips; ++i) {
      bench::read_whole(from, message.data(), message.size());
      bench::write_whole(to, message.data(), message.size());
    }
  });
  answerer.go();
  const double taken = bench::seconds_of([&] {
    for (long i = 0; i < trips; ++i) {
      bench::write_whole(out, message.data(), message.size());
      bench::read_whole(in, message.data(), message.size());
    }
  });
  answerer.join(1);
  return taken / static_cast<double>(trips);
}

double socket_round_trip(const bench::Numbers& numbers) {
  const RawPair pair = RawPair::sockets();
  return round_trip(numbers, pair.a, pair.a, pair.b, pair.b);
}

double pipe_round_trip(const bench::Numbers& numbers) {
  const RawPair there = RawPair::pipe(), back = RawPair::pipe();
  return round_trip(numbers, there.b, back.a, there.a, back.b);
}

double socket_stream(const bench::Numbers& numbers) {
  const long messages = numbers[0];
  const RawPair pair = RawPair::sockets();
  std::string message(static_cast<std::size_t>(numbers[1]), 'x');
  bench::Children sender;
  bench::use_cpu(0);
  sender.add([&] {
    bench::use_cpu(1);
    for (long i = 0; i < messages; ++i) bench::write_whole(pair.b, message.data(), message.size());
  });
  sender.go();
  const double taken = bench::seconds_of([&] {
    for (long i = 0; i < messages; ++i) bench::read_whole(pair.a, message.data(), message.size());
  });
  sender.join(1);
  return taken / static_cast<double>(messages);
}

}  // namespace

int main(int argc, char** argv) {
  return bench::run(argc, argv,
                    {{"socket_round_trip", "TRIPS BYTES CPUS", socket_round_trip},
                     {"pipe_round_trip", "TRIPS BYTES CPUS", pipe_round_trip},
                     {"socket_stream", "MESSAGES BYTES", socket_stream}});
}
