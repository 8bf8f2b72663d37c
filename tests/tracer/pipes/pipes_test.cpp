#include <algorithm>
#include <string>
#include <vector>

#include "core/record/act_text.hpp"
#include "tests/tracer/traced.hpp"

namespace tests {
namespace {

using probe::Kind;

std::vector<std::string> values_of(const record::Timeline& run, Kind kind) {
  std::vector<std::string> values;
  for (const auto& event : events_of(run, kind)) values.push_back(record::value_text(event.act));
  return values;
}

TEST_CASE("a write that is read in pieces is received once, with its last byte") {
  const Compared compared = compare({kCorpus, "pieces"});
  const std::vector<std::string> writes = {"8 bytes", "3 bytes", "3 bytes"};
  CHECK(values_of(compared.run, Kind::send) == writes);
  CHECK(values_of(compared.run, Kind::recv) == writes);
}

TEST_CASE("the first bytes of what is sent are recorded, of the sending and of the receipt") {
  const Compared compared = compare({"sh", "-c",
                                     "printf 'b\\na\\n' | cat; printf '\\1\\2' | cat; printf '" +
                                         std::string(100, 'x') + "' | cat"});
  const std::vector<std::string> first = {"b\na\n", "\1\2", std::string(64, 'x')};
  const auto bytes_of = [&](Kind kind) {
    std::vector<std::string> bytes;
    for (const auto& event : events_of(compared.run, kind)) bytes.push_back(event.act.bytes);
    return bytes;
  };
  CHECK(bytes_of(Kind::send) == first);
  CHECK(bytes_of(Kind::recv) == first);
  check_same(compared);
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
    CHECK(event.act.object.to_string() == "pipe-1");
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
  program.expect("waits for  pipe-1");
  CHECK(end_with(SIGTERM, program) == exited(128 + SIGTERM));
}

TEST_CASE("a call that fails rather than wait has sent and received nothing") {
  const Compared compared = compare({kCorpus, "impatient"});
  check_same(compared);
  const auto sends = values_of(compared.run, Kind::send);
  const std::size_t of_a_pipe = 65'536 / 4000;
  CHECK(sends.size() == 1 + of_a_pipe);
  CHECK(values_of(compared.run, Kind::recv).size() == sends.size());
  const auto receipts = events_of(compared.run, Kind::recv);
  REQUIRE_FALSE(receipts.empty());
  CHECK(receipts.back().act.value == "5 bytes");
}

TEST_CASE("a hundred small messages each way are a hundred arrows each way") {
  const Compared compared = compare({kCorpus, "small-messages"});
  check_same(compared);
  const std::vector<std::string> all(200, "4 bytes");
  CHECK(values_of(compared.run, Kind::send) == all);
  CHECK(values_of(compared.run, Kind::recv) == all);
}

TEST_CASE("an end is closed with the last of its copies") {
  const Compared compared = compare({kCorpus, "hands-on"});
  check_same(compared);
  const auto copies = values_of(compared.run, Kind::dup);
  REQUIRE(copies.size() == 2);
  CHECK(copies[0].starts_with("writing end, as descriptor "));
  CHECK(copies[1] == "writing end, as descriptor 17");
  CHECK(values_of(compared.run, Kind::close) == std::vector<std::string>{"writing end"});
}

TEST_CASE("a shell hands the ends of a pipe to its two sides as their standard streams") {
  const Compared compared = compare({"sh", "-c", "echo word | cat"});
  check_same(compared);
  const auto copies = events_of(compared.run, Kind::dup);
  REQUIRE(copies.size() == 2);
  for (const auto& copy : copies) {
    CHECK(copy.act.object.to_string() == "pipe-1");
    CHECK(record::value_text(copy.act) == (copy.name == "child-1"
                                               ? "writing end, as standard output"
                                               : "reading end, as standard input"));
  }
}

TEST_CASE("an exec closes the ends that it shall not have") {
  const Compared compared = compare({kCorpus, "closes-on-exec"});
  check_same(compared);
  const auto closed = events_of(compared.run, Kind::close);
  REQUIRE(closed.size() == 2);
  CHECK(closed[0].name == "child-1");
  const auto starts = values_of(compared.run, Kind::start);
  REQUIRE(starts.size() == 2);
  CHECK(starts[1] == "with both ends of pipe-1");
}

TEST_CASE("an end that comes in a message is known like an inherited one") {
  const Compared compared = compare({kCorpus, "passes-an-end"});
  check_same(compared);
  const auto sends = events_of(compared.run, Kind::send);
  REQUIRE(sends.size() == 2);
  CHECK(sends[1].name == "child-1");
  CHECK(sends[1].act.object.to_string() == "pipe-2");
  CHECK(sends[1].act.value == "7 bytes");
}

TEST_CASE("who waits for a semaphore that nobody posts is told to be blocked on it") {
  const support::NothingLeft nothing_left;
  const Finished finished = mpdemo(trace_of({kCorpus, "never-posted"}, {"--timeout", "1s"}));
  CHECK(finished.status == exited(1));
  CHECK_THAT(finished.output, ContainsSubstring("waits for  futex-1"));
  CHECK_THAT(finished.output, ContainsSubstring("waits for futex-1"));
  CHECK_THAT(finished.error, ContainsSubstring("nobody can go on"));
}

TEST_CASE("a FIFO is a pipe whose ends are opened one by one, in any order") {
  const Folder folder;
  for (const char* both : {"echo word > fifo & cat fifo", "cat < fifo & echo word > fifo"}) {
    CAPTURE(both);
    const std::string script =
        "cd " + folder / "" + " && mkfifo fifo && { " + both + "; wait; rm fifo; }";
    const Compared compared = compare({"sh", "-c", script});
    check_same(compared);
    auto ends = values_of(compared.run, Kind::open);
    std::sort(ends.begin(), ends.end());
    CHECK(ends == std::vector<std::string>{"reading end", "writing end"});
    CHECK(values_of(compared.run, Kind::send) == std::vector<std::string>{"5 bytes"});
    CHECK(values_of(compared.run, Kind::recv) == std::vector<std::string>{"5 bytes"});
    for (const Kind kind : {Kind::open, Kind::send, Kind::recv}) {
      for (const auto& event : events_of(compared.run, kind))
        CHECK(event.act.object.to_string() == "fifo-1");
    }
  }
}

TEST_CASE("two who wait for each other to open a FIFO are both told to be blocked") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const std::string script =
      "cd " + folder / "" + " && mkfifo there back && { exec 3< there 4> back & } && exec 3< back";
  const Finished finished = mpdemo(trace_of({"sh", "-c", script}, {"--timeout", "1s"}));
  CHECK(finished.status == exited(1));
  CHECK_THAT(finished.output, ContainsSubstring("waits for  fifo-1"));
  CHECK_THAT(finished.output, ContainsSubstring("waits for  fifo-2"));
  CHECK_THAT(finished.error, ContainsSubstring("all wait, unless another program opens fifo-"));
  CHECK_THAT(finished.error, !ContainsSubstring("nobody can go on"));
  CHECK_THAT(finished.error,
             ContainsSubstring("which can be written to by any program that opens it"));
}

TEST_CASE("all that a Pool in Python sends is received") {
  const Compared compared = compare(
      {"python3", "-c",
       "import multiprocessing as m\n"
       "with m.get_context('fork').Pool(2) as pool: print(pool.map(abs, range(-20, 0), 1))"});
  check_same(compared);
  CHECK(count(compared.run, Kind::recv) <= count(compared.run, Kind::send));
  CHECK(count(compared.run, Kind::recv) >= 40);  // each task and each result
}

}  // namespace
}  // namespace tests
