#include <numeric>
#include <string>
#include <vector>

#include "tests/observe/traced.hpp"

// Bytes that go through calls whose arguments do not show them.

namespace tests {
namespace {

using probe::Kind;

std::size_t bytes_of(const trace::Timeline& run, Kind kind) {
  const auto events = events_of(run, kind);
  return std::accumulate(
      events.begin(), events.end(), std::size_t{0},
      [](std::size_t sum, const auto& event) { return sum + std::stoul(event.act.value); });
}

TEST_CASE("what sendfile puts into a pipe is sent and what splice takes out is received") {
  const Compared compared = compare({kCorpus, "sendfile-into-pipe"});
  check_same(compared);
  CHECK(bytes_of(compared.run, Kind::send) == 300'000);
  CHECK(bytes_of(compared.run, Kind::recv) == 300'000);
}

TEST_CASE("vectors and several messages at once go through a pipe as any bytes do") {
  const Compared vectors = compare({kCorpus, "vectors-through-pipe"});
  check_same(vectors);
  CHECK(bytes_of(vectors.run, Kind::send) == 14);
  CHECK(bytes_of(vectors.run, Kind::recv) == 14);
  const Compared messages = compare({kCorpus, "messages-at-once"});
  check_same(messages);
  CHECK(bytes_of(messages.run, Kind::send) == 9);
  CHECK(bytes_of(messages.run, Kind::recv) == 9);
}

TEST_CASE("in whichever way a program writes to its output the bytes are in the recorded run") {
  const Compared compared = compare({kCorpus, "writes-in-every-way"});
  check_same(compared);
  std::string written;
  for (const auto& event : events_of(compared.run, Kind::output)) written += event.act.text;
  CHECK(written == compared.plain.output);
}

TEST_CASE("a pipe that was made by a process that shares its descriptors is known to both") {
  const Compared compared = compare({kCorpus, "shares-descriptors"});
  check_same(compared);
  const auto received = events_of(compared.run, Kind::recv);
  REQUIRE(received.size() == 1);
  CHECK(received[0].name == "parent");
  CHECK(received[0].act.object == "pipe-1");
  CHECK(received[0].act.value == "6 bytes");
}

}  // namespace
}  // namespace tests
