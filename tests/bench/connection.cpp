#include <fmt/core.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <vector>

#include "core/mp/connection.hpp"
#include "core/os/clock.hpp"
#include "core/os/fd.hpp"
#include "core/os/process.hpp"

// What a pipe costs beside a bare socket pair: the round trip of 64 bytes, in
// microseconds, and a stream of messages of 1 MiB, in gigabytes a second.
// Prints the medians of interleaved repetitions as one line of JSON.

namespace {

constexpr int kRepetitions = 15;
constexpr int kTrips = 5'000;
constexpr int kLarge = 400;
constexpr std::size_t kMiB = 1024 * 1024;
using Small = std::array<char, 64>;

/// Seconds that `here` takes beside a child that does `there`.
double seconds_of(const std::function<void()>& here, const std::function<void()>& there) {
  const pid_t child = os::fork();
  if (child == 0) {
    there();
    os::exit_now(0);
  }
  const os::Stamp from = os::now();
  here();
  const double taken = std::chrono::duration<double>(os::now() - from).count();
  os::await_end(child);
  os::try_reap(child);
  return taken;
}

struct RawPair {
  RawPair() {
    std::array<int, 2> ends{};
    ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data());
    a = os::Fd(ends[0]);
    b = os::Fd(ends[1]);
  }
  os::Fd a, b;
};

void write_whole(const os::Fd& fd, const char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t count = ::write(fd.get(), data, size);
    if (count <= 0) os::exit_now(1);
    data += count;
    size -= static_cast<std::size_t>(count);
  }
}

void read_whole(const os::Fd& fd, char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t count = ::read(fd.get(), data, size);
    if (count <= 0) os::exit_now(1);
    data += count;
    size -= static_cast<std::size_t>(count);
  }
}

double round_trip() {
  auto [a, b] = mp::pipe<Small>();
  mp::Connection<Small>&here = a, &there = b;
  const auto ask = [&] {
    for (int i = 0; i < kTrips; ++i) {
      here.send({});
      here.recv();
    }
  };
  const auto answer = [&] {
    for (int i = 0; i < kTrips; ++i) there.send(there.recv());
  };
  return seconds_of(ask, answer) / kTrips * 1e6;
}

double raw_round_trip() {
  const RawPair pair;
  Small message{};
  const auto ask = [&] {
    for (int i = 0; i < kTrips; ++i) {
      write_whole(pair.a, message.data(), message.size());
      read_whole(pair.a, message.data(), message.size());
    }
  };
  const auto answer = [&] {
    for (int i = 0; i < kTrips; ++i) {
      read_whole(pair.b, message.data(), message.size());
      write_whole(pair.b, message.data(), message.size());
    }
  };
  return seconds_of(ask, answer) / kTrips * 1e6;
}

double stream() {
  auto [reader, writer] = mp::one_way_pipe<std::string>();
  mp::Connection<std::string>&in = reader, &out = writer;
  const std::string message(kMiB, 'x');
  const auto receive = [&] {
    for (int i = 0; i < kLarge; ++i) in.recv();
  };
  const auto send = [&] {
    for (int i = 0; i < kLarge; ++i) out.send(message);
  };
  return kLarge * kMiB / seconds_of(receive, send) / 1e9;
}

double raw_stream() {
  const RawPair pair;
  std::string message(kMiB, 'x');
  const auto receive = [&] {
    for (int i = 0; i < kLarge; ++i) read_whole(pair.a, message.data(), message.size());
  };
  const auto send = [&] {
    for (int i = 0; i < kLarge; ++i) write_whole(pair.b, message.data(), message.size());
  };
  return kLarge * kMiB / seconds_of(receive, send) / 1e9;
}

double median(std::vector<double>& values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main() {
  constexpr std::array kMeasures = {round_trip, raw_round_trip, stream, raw_stream};
  std::array<std::vector<double>, kMeasures.size()> results;
  for (int i = 0; i < kRepetitions; ++i) {
    for (std::size_t m = 0; m < kMeasures.size(); ++m) results[m].push_back(kMeasures[m]());
  }
  fmt::print(
      "{{\"round_trip_us\": {:.2f}, \"raw_round_trip_us\": {:.2f}, \"stream_gbs\": {:.2f}, "
      "\"raw_stream_gbs\": {:.2f}}}\n",
      median(results[0]), median(results[1]), median(results[2]), median(results[3]));
}
