#include <charconv>
#include <string>

#include "tests/tracer/unchanged/settings.hpp"

// Bytes that are moved by other calls than read and write.

namespace tests {
namespace {

using probe::Kind;

record::Timeline recorded(const std::string& file) {
  const support::NothingLeft nothing_left;
  Stand stand(Setting::pipes);
  stand.record(support::command_of(file));
  return lawful_run_in(stand.record());
}

/// The sum over all events of that kind, whose value begins with a number: "80
/// bytes".
std::size_t bytes_of(const record::Timeline& run, Kind kind) {
  std::size_t sum = 0;
  for (const auto& event : events_of(run, kind)) {
    const std::string& value = event.act.value;
    std::size_t bytes = 0;
    std::from_chars(value.data(), value.data() + value.size(), bytes);
    sum += bytes;
  }
  return sum;
}

/// Whether any event contains that text.
bool speaks_of(const record::Timeline& run, const std::string& part) {
  return std::any_of(run.events.begin(), run.events.end(), [&](const record::Event& event) {
    return event.act.text.find(part) != std::string::npos ||
           event.act.value.find(part) != std::string::npos;
  });
}

TEST_CASE("what splice takes out of a pipe has been received") {
  const auto run = recorded("pipes/splices_away.c");
  CHECK(bytes_of(run, Kind::send) == 1'000'000);
  CHECK(bytes_of(run, Kind::recv) == 1'000'000);
}

TEST_CASE("what sendfile puts into a pipe is sent and several messages at once are, too") {
  for (const auto& [program, bytes] :
       {std::pair("sendfile-into-pipe", 300'000), std::pair("messages-at-once", 9)}) {
    CAPTURE(program);
    const Compared compared = compare({kCorpus, program});
    check_same(compared);
    CHECK(bytes_of(compared.run, Kind::send) == static_cast<std::size_t>(bytes));
    CHECK(bytes_of(compared.run, Kind::recv) == static_cast<std::size_t>(bytes));
  }
}

TEST_CASE("bytes go into a pipe by pwritev2 and out of it by preadv2") {
  const auto run = recorded("output/vectors.c");
  CHECK(bytes_of(run, Kind::send) == 15);
  CHECK(bytes_of(run, Kind::recv) == 15);
}

TEST_CASE("a pipe made in a table of descriptors that two processes share is known to both") {
  const auto run = recorded("pipes/shared_table.c");
  CHECK(count(run, Kind::open) == 1);
  CHECK(bytes_of(run, Kind::send) == 15);
  CHECK(bytes_of(run, Kind::recv) == 15);
}

TEST_CASE("what sendfile and splice write to standard output is shown or counted") {
  const auto run = recorded("output/sends_files.c");
  CHECK((speaks_of(run, "b is a letter") || speaks_of(run, "56 bytes")));
  CHECK((speaks_of(run, "j is a letter") || bytes_of(run, Kind::output) >= 56));
}

TEST_CASE("what tee and splice and vmsplice write to standard output is shown or counted") {
  const auto run = recorded("pipes/tee_and_splice.c");
  CHECK((speaks_of(run, "for everybody") || speaks_of(run, "21 bytes")));
  CHECK((speaks_of(run, "straight from memory") || speaks_of(run, "21 bytes")));
}

}  // namespace
}  // namespace tests
