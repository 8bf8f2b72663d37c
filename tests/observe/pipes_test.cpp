#include <string>
#include <vector>

#include "tests/observe/traced.hpp"

namespace tests {
namespace {

using probe::Kind;

std::vector<std::string> values_of(const trace::Timeline& run, Kind kind) {
  std::vector<std::string> values;
  for (const auto& event : events_of(run, kind)) values.push_back(event.act.value);
  return values;
}

TEST_CASE("a write that is read in pieces is received once, with its last byte") {
  const Compared compared = compare({kCorpus, "pieces"});
  const std::vector<std::string> writes = {"8 bytes", "3 bytes", "3 bytes"};
  CHECK(values_of(compared.run, Kind::send) == writes);
  CHECK(values_of(compared.run, Kind::recv) == writes);
}

TEST_CASE("both ends of a socket pair are one object, and each direction arrives") {
  const Compared compared = compare({kCorpus, "pipe-there-and-back"});
  const auto sends = events_of(compared.run, Kind::send);
  const auto receipts = events_of(compared.run, Kind::recv);
  REQUIRE(sends.size() == 2);
  REQUIRE(receipts.size() == 2);
  CHECK(sends[0].name == "parent");
  CHECK(receipts[0].name == "child-1");
  CHECK(sends[1].name == "child-1");
  CHECK(receipts[1].name == "parent");
  for (const auto& event : {sends[0], sends[1], receipts[0], receipts[1]})
    CHECK(event.act.object == "pipe-1");
}

TEST_CASE("a write that nobody will read is not told as sent") {
  const Compared compared = compare({kCorpus, "broken-pipe"});
  CHECK(count(compared.run, Kind::send) == 0);
}

TEST_CASE("a million bytes through a pipe are one message, sent and received") {
  const Compared compared = compare({kCorpus, "more-than-fits"});
  CHECK(values_of(compared.run, Kind::send) == std::vector<std::string>{"1000000 bytes"});
  CHECK(values_of(compared.run, Kind::recv) == std::vector<std::string>{"1000000 bytes"});
}

TEST_CASE("who reads a pipe that is never closed is told to be blocked on it") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, trace_of({kCorpus, "never-closed"}));
  program.expect("blocks on  pipe-1");
  CHECK(end_with(SIGTERM, program) == os::ExitStatus::killed(SIGTERM));
}

}  // namespace
}  // namespace tests
