#include "core/record/record.hpp"

#include <random>
#include <sstream>

#include "core/record/record_reader.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs/timelines.hpp"

using namespace support;
using namespace record;
using namespace std::chrono_literals;

namespace {

std::string written(const Timeline& run) {
  std::string record = to_line(run.run);
  for (const Event& event : run.events) record += to_line(event);
  return record + to_line(run.end);
}

std::vector<Timeline> read(const std::string& record) {
  Collector runs;
  std::istringstream in(record);
  read_record(in, runs);
  return runs.runs();
}

std::string written_again(const std::string& record) {
  std::string again;
  for (const Timeline& run : read(record)) again += written(run);
  return again;
}

/// The sentence with which a record is refused.
std::string complaint(const std::string& record) {
  try {
    read(record);
  } catch (const RecordError& error) {
    return error.what();
  }
  return "no complaint";
}

const std::string kRun =
    R"({"type":"run","schema":1,"lesson":"fork","demo":"basic","mode":"free","argv":[]})"
    "\n";
const std::string kStart =
    R"({"type":"event","seq":1,"t":0.5,"pid":7,"ppid":6,"name":"parent","kind":"start"})"
    "\n";
const std::string kEnd = R"({"type":"end","events":1,"lost":0,"status":"ok"})"
                         "\n";

/// A run whose one event has `from` replaced by `to`.
std::string with(const std::string& from, const std::string& to) {
  std::string record = kRun + kStart + kEnd;
  const auto at = record.find(from);
  REQUIRE(at != record.npos);
  return record.replace(at, from.size(), to);
}

Timeline run_printing(std::string text) {
  return TimelineBuilder("a", "b")
      .starts(kParent)
      .prints(kParent, std::move(text))
      .exits(kParent)
      .timeline();
}

}  // namespace

TEST_CASE("a recorded run is one JSON object a line") {
  Timeline run = killed_child();
  run.run.mode = Mode::controlled;
  run.events[1].act.file = "lessons/fork/killed.cpp";
  run.events[1].act.line = 12;
  run.end.schedule = "0*3.1";
  CHECK(
      written(run) ==
      R"~({"type":"run","schema":1,"lesson":"fork","demo":"killed","mode":"controlled","argv":["mpdemo","fork"],"started":"2026-01-31T09:15:00.123456Z"}
{"type":"event","seq":1,"t":0.000000000,"pid":4276,"ppid":4275,"name":"parent","kind":"start"}
{"type":"event","seq":2,"t":0.000100000,"pid":4276,"ppid":4275,"name":"parent","kind":"fork","file":"lessons/fork/killed.cpp","line":12,"object":"child-1","peer":4277}
{"type":"event","seq":3,"t":0.000200000,"pid":4277,"ppid":4276,"name":"child-1","kind":"start"}
{"type":"event","seq":4,"t":0.000300000,"pid":4276,"ppid":4275,"name":"parent","kind":"wait","object":"child-1","peer":4277}
{"type":"event","seq":5,"t":0.000400000,"pid":4277,"ppid":4276,"name":"child-1","kind":"signal","signal":9}
{"type":"event","seq":6,"t":0.000500000,"pid":4276,"ppid":4275,"name":"parent","kind":"reap","object":"child-1","peer":4277,"signal":9}
{"type":"event","seq":7,"t":0.000600000,"pid":4276,"ppid":4275,"name":"parent","kind":"exit","status":1}
{"type":"end","events":7,"lost":0,"status":"failed","schedule":"0*3.1","reason":"child-1 4277 was killed by SIGKILL (9)"}
)~");
  ;
}

TEST_CASE("a run comes back equal from its record, and gives the same bytes again") {
  for (const Timeline& run : {fork_parent_first(), fork_child_first(), tree_of_three(),
                              killed_child(), lost_child(), orphan(), chinese()}) {
    const std::string record = written(run);
    CHECK(read(record) == std::vector{run});
    CHECK(written_again(record) == record);
  }
}

TEST_CASE("the first bytes that a program sends are recorded as text, or in hexadecimal digits") {
  probe::Act text = act(probe::Kind::send, "pipe-1", "6 bytes");
  text.bytes = "b\na\nc\n";
  probe::Act binary = act(probe::Kind::recv, "pipe-1", "4 bytes");
  binary.bytes = "\x80\x04N.";
  const Timeline run = TimelineBuilder("trace", "sh")
                           .starts(kParent)
                           .acts(kParent, text)
                           .acts(kParent, binary)
                           .timeline();
  const std::string record = written(run);
  CHECK_THAT(record, ContainsSubstring(R"("value":"6 bytes","bytes":"b\na\nc\n"})"));
  CHECK_THAT(record, ContainsSubstring(R"("value":"4 bytes","hex":"80044e2e"})"));
  CHECK(read(record) == std::vector{run});
  CHECK(written_again(record) == record);
  for (const char* wrong : {"8", "8g", "80 4e"})
    CHECK_THAT(complaint(with("\"start\"", "\"send\",\"hex\":\"" + std::string(wrong) + "\"")),
               ContainsSubstring("it must be two hexadecimal digits for each byte"));
}

TEST_CASE("the number of a process is recorded where there is one") {
  Timeline run = killed_child();
  for (Event& event : run.events) event.process = event.pid == 4277 ? 2 : 1;
  const std::string record = written(run);
  CHECK_THAT(record, ContainsSubstring("\"ppid\":4276,\"process\":2,\"name\":\"child-1\""));
  CHECK(read(record) == std::vector{run});
  CHECK(written_again(record) == record);
}

TEST_CASE("a record may hold several runs") {
  const std::string record = written(fork_parent_first()) + written(chinese());
  CHECK(read(record) == std::vector{fork_parent_first(), chinese()});
}

TEST_CASE("times come back to the nanosecond, however long the run") {
  for (const auto t : {0ns, 1ns, 999'999'999ns, 123'456'789'012'345'678ns,
                       std::chrono::nanoseconds(8'999'999'999s) + 1ns}) {
    Timeline run = run_printing("x");
    for (Event& event : run.events) event.t = t;
    CHECK(read(written(run)) == std::vector{run});
  }
}

TEST_CASE("times that other programs write are read too") {
  const auto t_of = [](const std::string& t) {
    return read(with("\"t\":0.5", "\"t\":" + t)).at(0).events.at(0).t;
  };
  CHECK(t_of("2") == 2s);
  CHECK(t_of("0.25") == 250ms);
  CHECK(t_of("1e3") == 1000s);
  CHECK(t_of("2.5E-3") == 2500us);
  CHECK(t_of("0.1234567899") == 123456789ns);
  CHECK(t_of("-0.0") == 0s);
}

TEST_CASE("a run without times or schedule has no such fields") {
  Timeline run = run_printing("");
  run.run.started.reset();
  for (Event& event : run.events) event.t.reset();
  const std::string record = written(run);
  for (const char* field :
       {"\"t\"", "started", "text", "schedule", "reason", "uncontrolled", "null"})
    CHECK_THAT(record, !ContainsSubstring(field));
  CHECK(read(record) == std::vector{run});
}

TEST_CASE("an end says what the run has not controlled") {
  Timeline run = run_printing("");
  run.end.uncontrolled = {"clock", "network"};
  const std::string record = written(run);
  CHECK_THAT(record, ContainsSubstring("\"uncontrolled\":[\"clock\",\"network\"]"));
  CHECK(read(record) == std::vector{run});
}

TEST_CASE("whatever a process prints survives") {
  std::string all;
  for (int byte = 0; byte < 128; ++byte) all += static_cast<char>(byte);
  for (const std::string& text :
       {all, std::string("\"\\/\b\f\n\r\t"), std::string("進程 🎉 \u202Eevil\u2028"),
        std::string("\u0085\u009B31m"), std::string("a\0b", 3), std::string("\r\n\n")}) {
    const Timeline run = run_printing(text);
    CHECK(read(written(run)) == std::vector{run});
    CHECK(written_again(written(run)) == written(run));
  }
}

TEST_CASE("bytes that are not UTF-8 become U+FFFD") {
  const std::string record = written(run_printing("caf\xE9 \xFF\xFE \xED\xA0\x80 \xF0\x9F"));
  CHECK(read(record).at(0).events.at(1).act.text ==
        "caf\uFFFD \uFFFD\uFFFD \uFFFD\uFFFD\uFFFD \uFFFD");
  CHECK(written_again(record) == record);
}

TEST_CASE("a record is harmless when it is shown on a terminal") {
  const std::string record = written(run_printing("\x1b]0;title\x07 \u009B2J \x7f \u202E \r"));
  for (const char byte : record) CHECK((byte >= ' ' || byte == '\n'));
  CHECK_THAT(record, ContainsSubstring(R"(\u001b]0;title\u0007 \u009b2J \u007f \u202e \r)"));
}

TEST_CASE("random bytes come back as what they were written as") {
  std::mt19937 random(2);
  for (int round = 0; round < 300; ++round) {
    std::string bytes(random() % 200, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    const std::string record = written(run_printing(bytes));
    CHECK(written_again(record) == record);
  }
}

TEST_CASE("a line of a megabyte is read") {
  const Timeline run = run_printing(std::string(1'000'000, 'x') + "\n\xFF" + "äöü");
  const std::string record = written(run);
  CHECK(read(record).at(0).events.at(1).act.text.size() == 1'000'000 + 1 + 3 + 6);
  CHECK(written_again(record) == record);
}

TEST_CASE("a record may arrive in pieces of any size") {
  const std::string record = written(tree_of_three());
  for (const std::size_t size : {1u, 2u, 3u, 7u, 100u, 1000u}) {
    Collector runs;
    RecordReader reader(runs);
    for (std::size_t at = 0; at < record.size(); at += size) reader.feed(record.substr(at, size));
    reader.finish();
    CHECK(runs.runs() == std::vector{tree_of_three()});
  }
}

TEST_CASE("events reach the consumer as soon as their line is complete") {
  Collector runs;
  RecordReader reader(runs);
  reader.feed(kRun + kStart.substr(0, kStart.size() - 1));
  CHECK(runs.runs().at(0).events.empty());
  reader.feed("\n");
  CHECK(runs.runs().at(0).events.size() == 1);
  CHECK(reader.in_run());
  CHECK(reader.line() == 2);
}

TEST_CASE("unknown fields, empty lines, carriage returns and a missing last newline are allowed") {
  std::string record =
      with(R"("pid":7)", R"("new":{"a":[1,{"pid":8}],"argv":[1]},"x":["y"],"pid":7)");
  record.insert(0, "\xEF\xBB\xBF");
  record.insert(record.find('\n'), "\r");
  record.insert(record.find('\n') + 1, "\n \r\n");
  record.pop_back();
  CHECK(read(record) == read(kRun + kStart + kEnd));
}

TEST_CASE("a list in an unknown field is not taken for the command line") {
  const auto runs = read(with(R"("argv":[])", R"("argv":["a"],"more":["b","c"])"));
  CHECK(runs.at(0).run.argv == std::vector<std::string>{"a"});
}

TEST_CASE("an empty file is no record") {
  CHECK(complaint("") ==
        R"(line 1: the record is empty; its first line should be {"type":"run",...})");
  CHECK(complaint("\n\n") ==
        R"(line 3: the record is empty; its first line should be {"type":"run",...})");
}

TEST_CASE("what is not JSON is refused with the line and the place") {
  CHECK(complaint(kRun + "hello\n") ==
        "line 2: this is not JSON: invalid literal at byte 1; a line of a record is one JSON "
        "object");
  CHECK(complaint("[1]\n") ==
        "line 1: this is JSON, but no object; a line of a record looks like "
        "{\"type\":\"event\",...}");
  CHECK(complaint("42\n") == complaint("\"run\"\n"));
  CHECK(complaint(kRun + std::string("{}\0{}\n", 6)) ==
        "line 2: byte 3 is NUL, which no text has; the file is damaged or not a record");
  CHECK(complaint(with("parent", "par\xE9nt")) ==
        "line 2: byte 61 is not UTF-8; the file is damaged, or was saved in another encoding");
  CHECK_THAT(complaint(with("0.5", "1e999")), StartsWith("line 2: this is not JSON: "));
}

TEST_CASE("a record that was cut short is refused") {
  CHECK(complaint(kRun + kStart) ==
        "line 2: the record ends in the middle of a run: its \"end\" line is missing; record it "
        "again, or remove the run that begins in line 1");
  CHECK_THAT(complaint(kRun + kStart.substr(0, 40)),
             StartsWith("line 2: this is not JSON: ") &&
                 ContainsSubstring("the record ends here, in the middle of a line: was it cut "
                                   "short?"));
}

TEST_CASE("lines in the wrong place are refused") {
  CHECK(complaint(kStart) ==
        "line 1: \"event\" outside of a run; the first line of each run is "
        "{\"type\":\"run\",...}");
  CHECK(complaint(kRun + kStart + kEnd + kEnd) ==
        "line 4: \"end\" outside of a run; the first line of each run is {\"type\":\"run\",...}");
  CHECK(complaint(kRun + kStart + kRun) ==
        "line 3: a run begins, but the one of line 1 has no \"end\" line yet");
  CHECK(complaint(kRun + "{\"type\":\"outcome\"}\n") ==
        "line 2: \"outcome\" is no type of line; a record has \"run\", \"event\" and \"end\"");
}

TEST_CASE("events that are missing, twice there or out of order are refused") {
  CHECK(complaint(with("\"seq\":1", "\"seq\":2")) ==
        "line 2: event 2 where event 1 should be: events are missing, twice there or out of "
        "order");
  CHECK(complaint(kRun + kStart + kStart + kEnd) ==
        "line 3: event 1 where event 2 should be: events are missing, twice there or out of "
        "order");
  CHECK(complaint(with("\"events\":1", "\"events\":3")) ==
        "line 3: the end counts 3 events, the run has 1: lines are missing or there twice");
}

TEST_CASE("a newer schema is refused with the way out") {
  CHECK(complaint(with("\"schema\":1", "\"schema\":2")) ==
        "line 1: this record has schema 2, this mpdemo reads up to schema 1; replay it with a "
        "newer mpdemo");
}

TEST_CASE("a field that must be there is missed by name") {
  CHECK(complaint(with(R"(,"kind":"start")", "")) == "line 2: an event without \"kind\"");
  CHECK(complaint(with(R"("pid":7,)", "")) == "line 2: an event without \"pid\"");
  CHECK(complaint(with(R"(,"mode":"free")", "")) == "line 1: a run without \"mode\"");
  CHECK(complaint(with(R"(,"lost":0)", "")) == "line 3: an end without \"lost\"");
  CHECK(complaint("{}\n") == "line 1: an object without \"type\"");
}

TEST_CASE("a value of the wrong type or out of range is refused") {
  const std::string pid = "line 2: \"pid\" must be a whole number from 1 to 2147483647";
  for (const char* value : {"0", "-1", "7.5", "\"7\"", "null", "true", "[7]", "{}", "2147483648",
                            "9223372036854775808", "99999999999999999999999", "1e3"})
    CHECK(complaint(with("\"pid\":7", std::string("\"pid\":") + value)) == pid);
  const std::string t = "line 2: \"t\" must be a number of seconds from 0 to 9000000000";
  for (const char* value : {"-1", "-0.5", "\"1\"", "null", "9000000001", "1e300", "[]"})
    CHECK(complaint(with("\"t\":0.5", std::string("\"t\":") + value)) == t);
  CHECK(complaint(with("\"parent\"", "5")) == "line 2: \"name\" must be a string");
  CHECK(complaint(with("\"argv\":[]", "\"argv\":[1]")) ==
        "line 1: \"argv\" must be a list of strings");
  CHECK(complaint(with("\"argv\":[]", "\"argv\":[[\"a\"]]")) ==
        "line 1: \"argv\" must be a list of strings");
  CHECK(complaint(with("\"pid\"", "\"status\":256,\"pid\"")) ==
        "line 2: \"status\" must be a whole number from 0 to 255");
  CHECK(complaint(with("\"pid\"", "\"signal\":0,\"pid\"")) ==
        "line 2: \"signal\" must be a whole number from 1 to 64");
}

TEST_CASE("names that nobody knows are refused, and cannot steer the terminal") {
  CHECK(complaint(with("\"start\"", "\"sta\\u001b[2Jrt\"")) ==
        R"(line 2: "sta\u001b[2Jrt" is no kind of event that this mpdemo knows)");
  CHECK(complaint(with("\"free\"", "\"wild\"")) ==
        "line 1: \"mode\" is \"wild\", it must be \"free\" or \"controlled\"");
  CHECK(complaint(with("\"ok\"", "\"" + std::string(500, 'x') + "\"")) ==
        "line 3: \"status\" is \"" + std::string(40, 'x') +
            "\"..., it must be \"ok\", \"failed\", \"hung\", \"deadlock\" or "
            "\"interrupted\"");
  CHECK(complaint(with("\"argv\":[]", "\"argv\":[],\"started\":\"today\"")) ==
        "line 1: \"started\" is \"today\", it must be a date and time like "
        "\"2026-01-31T09:15:00.123456Z\"");
}

TEST_CASE("a line that is too long is refused before it fills the memory") {
  Collector runs;
  RecordReader reader(runs, 1000);
  reader.feed(kRun);
  CHECK_THROWS_AS(
      [&] {
        for (int i = 0; i < 1'000'000; ++i) reader.feed(std::string(100, 'x'));
      }(),
      RecordError);
  RecordReader whole(runs, 1000);
  CHECK_THROWS_WITH(whole.feed(std::string(1001, ' ') + "\n"),
                    StartsWith("line 1: longer than 1000 bytes"));
}

TEST_CASE("brackets nested a million deep do no harm") {
  CHECK_THAT(complaint(kRun + std::string(1'000'000, '[') + "\n"), StartsWith("line 2: "));
  CHECK_THAT(complaint(with("\"pid\"", "\"x\":" + std::string(1'000'000, '[') + ",\"pid\"")),
             StartsWith("line 2: this is not JSON"));
}

TEST_CASE("a record cut off at any byte is read as far as it is whole, or refused") {
  const std::string record = written(killed_child()) + written(chinese());
  for (std::size_t length = 0; length < record.size(); ++length) {
    try {
      read(record.substr(0, length));
    } catch (const RecordError& error) {
      CHECK_THAT(error.what(), StartsWith("line "));
    }
  }
}

TEST_CASE("a record with any one byte changed is read or refused") {
  const std::string record = written(killed_child()) + written(chinese());
  std::mt19937 random(1);
  for (std::size_t at = 0; at < record.size(); ++at) {
    const std::string random_byte(1, static_cast<char>(random()));
    for (const std::string& byte : {std::string(1, '\0'), std::string("\n"), std::string("\""),
                                    std::string("\xFF"), std::string("9"), random_byte}) {
      try {
        read(std::string(record).replace(at, 1, byte));
      } catch (const RecordError& error) {
        const std::string_view sentence = error.what();
        if (!sentence.starts_with("line ") || sentence.find('\x1b') != sentence.npos)
          FAIL("byte " << at << ": " << sentence);
      }
    }
  }
}

TEST_CASE("an error of the consumer passes through") {
  struct Full : Collector {
    void event(const Event&) override { throw std::runtime_error("disk full"); }
  } full;
  std::istringstream in(kRun + kStart + kEnd);
  CHECK_THROWS_WITH(read_record(in, full), "disk full");
}

TEST_CASE("a record tells the page's name of an object beside its type and number") {
  TimelineBuilder run("shared", "array");
  probe::Act put = act(probe::Kind::put, "array-1", "[2] = 4");
  run.starts(kParent).acts(kParent, put);
  put.object.name = "squares";
  const Timeline timeline = run.acts(kParent, put).exits(kParent).timeline();
  const std::string record = written(timeline);
  CHECK_THAT(to_line(timeline.events[1]),
             ContainsSubstring(R"("object":"array-1","value":"[2] = 4")"));
  CHECK_THAT(to_line(timeline.events[2]),
             ContainsSubstring(R"("object":"array-1","variable":"squares","value":"[2] = 4")"));
  REQUIRE(read(record).size() == 1);
  CHECK(read(record).front() == timeline);
}
